import type { TextSize } from '../../theme/text-size'

const scales: Record<TextSize, number> = { standard: 1, large: 1.18, elder: 1.41, huge: 1.77 }

/** By how much cells grow with their letters. */
export const scaleOf = (size: TextSize): number => scales[size]

/** Where cells stand, in CSS pixels. */
export interface Places {
  widths: readonly number[]
  noWidth: number
  height: number
}

export const leftOf = ({ widths, noWidth }: Places, col: number): number =>
  noWidth + widths.slice(0, col).reduce((sum, width) => sum + width, 0)
