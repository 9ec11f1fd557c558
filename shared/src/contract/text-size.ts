/** 标准, 大, 长辈, 特大 */
export const textSizes = ['standard', 'large', 'elder', 'huge'] as const
export type TextSize = (typeof textSizes)[number]
