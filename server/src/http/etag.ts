/** Whether `If-None-Match` names this version; compared weakly, as RFC 9110 section 13.1.2 asks. */
export function namesVersion(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false
  if (ifNoneMatch === etag) return true
  return ifNoneMatch.split(',').some((one) => {
    const known = one.trim()
    return known === '*' || known === etag || known === `W/${etag}`
  })
}
