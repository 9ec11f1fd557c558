export const trimmed = (value: number, digits: number): string => String(Number(value.toFixed(digits)))

const fenInWan = 1_000_000

/** A sum as it is said: 30万元, 1,500元, 2.5万元, 12,345.60元. */
export function sumWords(fen: number): string {
  if (Math.abs(fen) >= fenInWan && fen % 10_000 === 0) return `${trimmed(fen / fenInWan, 2)}万元`
  const [whole = '0', rest] = (Math.abs(fen) / 100).toFixed(2).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return `${fen < 0 ? '-' : ''}${grouped}${rest === '00' ? '' : `.${rest}`}元`
}
