import { isTextSize, type TextSize } from '../theme/text-size'
import { persisted } from './persisted'

/** The text size chosen on this phone. */
export const textSize = persisted<TextSize>('hutang.text-size', 'standard', isTextSize)
