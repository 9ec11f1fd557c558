/** Letters kept on either side of a change; what lies further away has not changed and stands on the notice itself. */
const near = 40

/** Unchanged text between two changes, its middle left out when it is long. */
export function shortened(text: string, first: boolean, last: boolean): string {
  const letters = Array.from(text)
  const head = first ? 0 : near
  const tail = last ? 0 : near
  if (letters.length <= head + tail + near) return text
  return `${letters.slice(0, head).join('')} …… ${tail > 0 ? letters.slice(-tail).join('') : ''}`.trim()
}
