import { attribute, readXml, xmlText } from '../xml'
import type { Zip } from '../zip'

export interface Relation {
  id: string
  /** The last word of its type: worksheet, sharedStrings, comments. */
  type: string
  /** The name of the file in the archive. */
  target: string
}

const nothing = () => undefined

/** Tells of each opening tag of a part alone. */
export const readTags = (xml: string, open: (name: string, attributes: string) => void): void =>
  readXml(xml, { open, close: nothing, text: nothing })

/** What a part of the package points to. */
export function relationsOf(zip: Zip, part: string): Relation[] {
  const slash = part.lastIndexOf('/') + 1
  const file = zip.read(`${part.slice(0, slash)}_rels/${part.slice(slash)}.rels`)
  const found: Relation[] = []
  if (!file) return found
  readTags(xmlText(file), (name, attributes) => {
    if (name !== 'Relationship' || attribute(attributes, 'TargetMode') === 'External') return
    found.push({
      id: attribute(attributes, 'Id') ?? '',
      type: (attribute(attributes, 'Type') ?? '').split('/').at(-1) ?? '',
      target: resolved(part.slice(0, slash), attribute(attributes, 'Target') ?? ''),
    })
  })
  return found
}

function resolved(folder: string, target: string): string {
  const path = target.startsWith('/') ? target : `${folder}${target}`
  const parts: string[] = []
  for (const part of path.replaceAll('\\', '/').split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return parts.join('/')
}
