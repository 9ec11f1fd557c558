import { createHash } from 'node:crypto'

/** CSP sources of the inline scripts of an HTML page. */
export function inlineScripts(html: string): string[] {
  const scripts = [...html.matchAll(/<script(?![^>]*\bsrc=)[^>]*>([\s\S]*?)<\/script>/g)].map(
    (match) => match[1] ?? '',
  )
  return scripts.map((script) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`)
}

/** The policy of a page with small scripts of its own: it names them by their hashes. */
export const pagePolicy = (html: string): { 'content-security-policy': string } => ({
  'content-security-policy': `default-src 'self'; script-src ${inlineScripts(html).join(' ')}; style-src 'unsafe-inline'; img-src 'self' data:; frame-src 'self'; base-uri 'none'`,
})
