/** RFC 6266, RFC 5987: the name in Chinese, and a plain one for what does not know it. */
export function attachment(name: string, ending: 'xlsx' | 'csv'): string {
  const safe = name.replace(/[\\/:*?"<>|\s]+/g, ' ').trim()
  const short = [...safe].slice(0, 80).join('')
  const encoded = encodeURIComponent(`${short}.${ending}`).replace(/['()*]/g, escape)
  return `attachment; filename="table.${ending}"; filename*=UTF-8''${encoded}`
}
