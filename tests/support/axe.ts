import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'

const source = join(__dirname, '../../node_modules/axe-core/axe.min.js')
let script: string | undefined

interface Violation {
  id: string
  impact: string | null
  nodes: { html: string; element: HTMLElement }[]
}

/** Rules that must hold though axe does not call their breach serious. */
const always = ['label-content-name-mismatch', 'region']

/**
 * What axe-core finds on the page in front: all that is serious or critical, and the rules above; a line for each rule with
 * the first elements that break it. Empty when all is well.
 */
export async function axeFindings(page: Page): Promise<string[]> {
  script ??= readFileSync(source, 'utf8')
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(script)
  const found = await page.evaluate(async (rules) => {
    const { axe } = window as unknown as {
      axe: { run(where: object, options: object): Promise<{ violations: Violation[] }> }
    }
    const on = Object.fromEntries(rules.map((rule) => [rule, { enabled: true }]))
    const { violations } = await axe.run(document, {
      rules: on,
      resultTypes: ['violations'],
      elementRef: true,
    })
    // axe cuts Chinese into words, and cuts “东片”, “片区干部” otherwise when no mark stands between them.
    const letters = (text: string | null) => (text ?? '').replace(/[^\p{L}\p{N}]/gu, '')
    const saysAll = ({ element }: { element: HTMLElement }) =>
      letters(element.getAttribute('aria-label')).includes(letters(element.textContent))
    return violations.map(({ id, impact, nodes }) => ({
      id,
      impact,
      nodes: nodes
        .filter((node) => id !== 'label-content-name-mismatch' || !saysAll(node))
        .map(({ html }) => ({ html: html.replace(/\s+/g, ' ').slice(0, 300) })),
    }))
  }, always)
  return found
    .filter(({ nodes }) => nodes.length > 0)
    .filter(({ id, impact }) => always.includes(id) || impact === 'serious' || impact === 'critical')
    .map(
      ({ id, nodes }) =>
        `${id} (${nodes.length}): ${nodes
          .slice(0, 3)
          .map(({ html }) => html)
          .join(' | ')}`,
    )
}
