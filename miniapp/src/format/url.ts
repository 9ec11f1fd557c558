/** '/api/regions/:code' with { code } becomes '/api/regions/310116…'. */
export function fillPath(pattern: string, params: unknown): string {
  const values = (params ?? {}) as Record<string, string | number | undefined>
  return pattern.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(values[name] ?? '')))
}

/** '?region=1&tag=a&tag=b'. Empty and undefined values are left out. */
export function queryString(query: unknown): string {
  const pairs: string[] = []
  for (const [name, value] of Object.entries((query ?? {}) as Record<string, unknown>)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one === undefined || one === null || one === '') continue
      pairs.push(`${encodeURIComponent(name)}=${encodeURIComponent(String(one))}`)
    }
  }
  return pairs.length > 0 ? `?${pairs.join('&')}` : ''
}
