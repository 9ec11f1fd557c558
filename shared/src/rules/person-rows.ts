/**
 * A row that belongs to a person (残疾, 优抚, 失独, 计生) names them where other rows name a household, so that whoever
 * asks for a household's rows never gets it: `region:p:person`.
 */
export const personKey = (region: string, person: string): string => `${region}${sign}${person}`

const sign = ':p:'

/** The person whose row it is; null where a household stands there. */
export function personOfKey(key: string): string | null {
  const at = key.indexOf(':')
  return at > 0 && key.startsWith(sign, at) ? key.slice(at + sign.length) : null
}
