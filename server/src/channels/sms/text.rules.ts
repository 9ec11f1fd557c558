/** One segment alone holds 70 characters; of several each gives three to their order. */
const alone = 70
const oneOfSeveral = 67

/** How many messages a text is charged as, its sign (【…】) included. */
export function segmentsOf(text: string): number {
  // UTF-16, as it goes over the air: 𠮷 counts as two.
  return text.length <= alone ? 1 : Math.ceil(text.length / oneOfSeveral)
}

/** Numbers and names in a template of either vendor: at most six characters, and no link. */
export const longestVariable = 6

export const fitVariable = (text: string, otherwise: string): string =>
  text !== '' && text.length <= longestVariable ? text : otherwise

/** The sentence as it stands on the phone. `{name}` are its variables. */
export const filled = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)
