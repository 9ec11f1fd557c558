import { documentNoMatches, type PolicyContent, parseDocumentNo } from '@hutang/shared'

/** What a search looks through, folded once when the policy is read. */
export interface Sought {
  title: string
  rest: string
  documentNo: string
}

const folded = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s/g, '')

export const soughtOf = ({
  title,
  plain,
  issuer,
  documentNo,
  text,
  interpretation,
  materials,
}: PolicyContent): Sought => ({
  title: folded(title),
  rest: folded([plain, issuer, interpretation, ...materials.map(({ name }) => name), text].join('\n')),
  documentNo,
})

const inTitle = 4
const inRest = 1
const byNumber = 100

const numberSigns = /[〔〕【】［］[\]()（）]|\d{4}年|号/

/** How well a policy answers what was typed; 0: not at all. Every word must stand in it, or it is its 文号. */
export function searcherOf(typed: string): (sought: Sought) => number {
  const words = typed
    .trim()
    .split(/[\s,，、;；]+/)
    .map(folded)
    .filter((word) => word !== '')
  const isNumber = numberSigns.test(typed) && parseDocumentNo(typed) !== null
  return ({ title, rest, documentNo }) => {
    if (isNumber && documentNoMatches(documentNo, typed)) return byNumber
    let found = 0
    for (const word of words) {
      if (title.includes(word)) found += inTitle
      else if (rest.includes(word)) found += inRest
      else return folded(documentNo).includes(folded(typed)) && words.length > 0 ? byNumber : 0
    }
    return found
  }
}
