import type { AllModels } from '../../../server/src/models'
import { ours } from './places'

/** Every document of every collection, by `collection/_id`. */
export async function everyDocument(models: AllModels): Promise<Map<string, unknown>> {
  const all = new Map<string, unknown>()
  for (const model of Object.values(models)) {
    const { collection } = model as {
      collection: { name: string; find(): { toArray(): Promise<{ _id: unknown }[]> } }
    }
    for (const document of await collection.find().toArray()) {
      all.set(`${collection.name}/${String(document._id)}`, document)
    }
  }
  return all
}

/** Texts that stand in what is kept of their village, as a person wrote them. */
const told = new Set([
  'accounts',
  'claims',
  'editionrows',
  'enterpriselinks',
  'enterprises',
  'editions',
  'households',
  'leakreports',
  'people',
  'pictures',
  'questions',
  'registerevents',
  'registerlines',
  'registerplaces',
])

/** What a text must be to be told from words that stand everywhere; of a person two characters are a name. */
const telling = /[\u4e00-\u9fff]{3}|\d{6}/
const names = new Set(['households', 'people'])

/** Texts of their village that a visitor is never answered: `open` is all that visitors were. */
export function secretsOf(documents: ReadonlyMap<string, unknown>, open: string): string[] {
  const texts = new Set<string>()
  for (const [key, document] of documents) {
    const collection = key.split('/')[0] ?? ''
    if (!told.has(collection) || key.includes('/ours-') || JSON.stringify(document).includes(ours)) continue
    const own = new Set<string>()
    collect(document, own)
    for (const text of own) if (names.has(collection) || telling.test(text)) texts.add(text)
  }
  return [...texts].filter((text) => text.length > 1 && !open.includes(jsonText(text)))
}

const jsonText = (text: string): string => JSON.stringify(text).slice(1, -1)

/** Kept for the machine: ids, hashes and words of closed lists. */
const plain = new Set([
  '_id',
  'region',
  'openid',
  'person',
  'own',
  'account',
  'role',
  'state',
  'groupName',
  'kind',
  'sex',
  'key',
  'label',
])

function collect(value: unknown, texts: Set<string>, name = ''): void {
  if (typeof value === 'string') {
    if (!plain.has(name)) texts.add(value)
  } else if (Array.isArray(value)) for (const one of value) collect(one, texts, name)
  else if (value !== null && typeof value === 'object' && !(value instanceof Date))
    for (const [key, part] of Object.entries(value)) collect(part, texts, key)
}

/** The secrets that stand in a text that was answered. */
export const foundIn = (text: string, secrets: readonly string[]): string[] =>
  secrets.filter((secret) => text.includes(jsonText(secret)))
