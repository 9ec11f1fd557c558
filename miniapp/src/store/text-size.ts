import { isTextSize, type TextSize } from '../theme/text-size'
import { firstTextSize } from './first-text-size'
import { persisted } from './persisted'

/** The text size chosen on this phone; before that, the phone's own. */
export const textSize = persisted<TextSize>('hutang.text-size', firstTextSize(), isTextSize)
