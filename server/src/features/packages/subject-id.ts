const between = '@'

/** The subject of what concerns an enterprise: `<policy>@<enterprise>`. */
export const packageSubjectId = (policy: string, enterprise: string): string =>
  `${policy}${between}${enterprise}`

export function partsOfSubject(id: string): { policy: string; enterprise: string } | null {
  const at = id.indexOf(between)
  return at < 1 ? null : { policy: id.slice(0, at), enterprise: id.slice(at + 1) }
}
