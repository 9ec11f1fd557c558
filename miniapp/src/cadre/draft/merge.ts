import type { DraftContent } from '@hutang/shared/contract'

/** A field that was changed here and elsewhere; the person must choose. */
export interface Clash {
  key: string
  name: string
  mine: string
  theirs: string
}

export interface Merged {
  /** The changes of both sides; where they clash, the text of this phone. */
  content: DraftContent
  clashes: Clash[]
}

export type ContentKey = keyof DraftContent
export const contentKeys: readonly ContentKey[] = ['title', 'plain', 'elements', 'body', 'table']

const names = { title: '标题', plain: '一句话说清', body: '正文', table: '表格' } as const

export const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/** Three-way merge of the last common content, this phone's, and the server's. */
export function mergeContent(base: DraftContent, mine: DraftContent, theirs: DraftContent): Merged {
  const clashes: Clash[] = []
  function pick<T>(key: string, name: string, was: T, here: T, there: T, words: (value: T) => string): T {
    if (same(here, was) || same(here, there)) return there
    if (!same(there, was)) clashes.push({ key, name, mine: words(here), theirs: words(there) })
    return here
  }
  const text = (key: 'title' | 'plain' | 'body') =>
    pick(key, names[key], base[key], mine[key], theirs[key], (value) => value || '（空着）')
  const elements = elementNames(mine, theirs).map((name) => ({
    name,
    text: pick(
      `element:${name}`,
      name,
      elementText(base, name),
      elementText(mine, name),
      elementText(theirs, name),
      (value) => value || '（空着）',
    ),
  }))
  return {
    content: {
      title: text('title'),
      plain: text('plain'),
      elements: elements.filter((element) => element.text !== '' || hasElement(theirs, element.name)),
      body: text('body'),
      table: pick('table', names.table, base.table, mine.table, theirs.table, (table) =>
        table ? `${table.caption || '没有表名'}，${table.rows.length} 行` : '（没有表格）',
      ),
    },
    clashes,
  }
}

/** Takes the server's text for the field of one clash. */
export function takeTheirs(content: DraftContent, theirs: DraftContent, key: string): DraftContent {
  if (!key.startsWith('element:')) return { ...content, [key]: theirs[key as ContentKey] }
  const name = key.slice('element:'.length)
  return withElement(content, name, elementText(theirs, name))
}

export const elementText = (content: DraftContent, name: string): string =>
  content.elements.find((element) => element.name === name)?.text ?? ''

export function withElement(content: DraftContent, name: string, text: string): DraftContent {
  const elements = hasElement(content, name)
    ? content.elements.map((element) => (element.name === name ? { name, text } : element))
    : [...content.elements, { name, text }]
  return { ...content, elements }
}

const hasElement = (content: DraftContent, name: string) =>
  content.elements.some((element) => element.name === name)

const elementNames = (mine: DraftContent, theirs: DraftContent): string[] => [
  ...new Set([...theirs.elements, ...mine.elements].map((element) => element.name)),
]
