import { endingRefusalText } from '@hutang/shared'

export const policyEndingTexts = {
  ...endingRefusalText,
  forbidden: '先遮住和撤下由镇签发或镇保密审查来办。',
}
