import type { WeappNode } from '../weapp-host'
import { above, heard, isField, isTapped, named, plain, tappedRoles, textsIn } from './heard'

type Rule = (root: WeappNode) => string[]

const having = (root: WeappNode, ...roles: string[]) =>
  [...heard(root)].filter(({ role }) => role !== undefined && roles.includes(role))

/** What can be tapped has a role and a name, and nothing else to tap inside: the reader would not come to it. */
const tapped: Rule = (root) =>
  [...heard(root)].filter(isTapped).flatMap((node) => {
    // WeChat's own button has its role.
    if (node.tag === 'button') return node.label || node.text ? [] : [`no name: ${named(node)}`]
    const role = node.role as (typeof tappedRoles)[number] | undefined
    if (!role || !tappedRoles.includes(role)) return [`no role: ${named(node)}`]
    if (!node.label) return [`no name: ${named(node)}`]
    const holder = above(node, (one) => isTapped(one) || (one.role !== undefined && one.role === 'img'))
    return holder ? [`out of reach inside ${named(holder)}: ${named(node)}`] : []
  })

/** Two things with one name would be told apart by nobody. */
const distinct: Rule = (root) => {
  const seen = new Map<string, number>()
  for (const node of heard(root)) {
    if (!(isTapped(node) || isField(node)) || !node.label) continue
    const group = node.role === 'radio' ? above(node, ({ role }) => role === 'radiogroup')?.label : ''
    const name = `${node.role ?? node.tag} “${node.label}”${group ? ` of ${group}` : ''}`
    seen.set(name, (seen.get(name) ?? 0) + 1)
  }
  return [...seen].flatMap(([name, times]) => (times > 1 ? [`${times} times: ${name}`] : []))
}

/** As it is written: 138****1234. */
const starred = (words: string) => words.replace(/(\d{3}) 开头、(\d{4}) 结尾/g, '$1$2')

/** The name begins with what is seen, and leaves out none of it. */
const labelInName: Rule = (root) =>
  [...heard(root)]
    .filter((node) => isTapped(node) && node.label)
    .flatMap((node) => {
      const name = plain(starred((node.label ?? '').replace(/^未读，/, '')))
      const seen = textsIn(node).map(({ text }) => plain(text))
      const [first = ''] = seen
      // What it is of may stand over it: the label of a field, the head of a large figure.
      const frame = above(node, ({ className }) => /(?:^| )(?:field|hero)(?:$| )/.test(className))
      const heads = frame ? textsIn(frame).map(({ text }) => plain(text)) : []
      // Drawn in pieces that are passed over, such as a day in large figures.
      const drawn = [...node.walk()].find((one) => one.tag === 'text')?.text ?? ''
      if (![first, plain(drawn), ...heads].some((words) => name.startsWith(words))) {
        return [`seen “${first}”, named ${named(node)}`]
      }
      const lost = seen.filter((words) => !name.includes(words))
      return lost.length > 0 ? [`not in the name of ${named(node)}: ${lost.join(' | ')}`] : []
    })

/** Every field has a name; what is wrong with it is part of the name. */
const fieldsNamed: Rule = (root) =>
  [...heard(root)].filter(isField).flatMap((node) => {
    if (!node.label) return [`no name: ${node.tag} ${node.attribute('placeholder') ?? ''}`]
    const frame = above(node, ({ className }) => className.split(' ').includes('field'))
    const alert = frame && [...heard(frame)].find(({ role }) => role === 'alert')
    if (node.attribute('aria-invalid') === 'true' && !alert)
      return [`wrong, but says not why: ${named(node)}`]
    return alert && !plain(node.label).includes(plain(alert.text)) ? [`hides “${alert.text}”`] : []
  })

const stateOf = {
  checkbox: 'aria-checked',
  radio: 'aria-checked',
  switch: 'aria-checked',
  tab: 'aria-selected',
}

/** Each says its state, and of a group one at most is chosen. */
const states: Rule = (root) => {
  const silent = having(root, 'checkbox', 'radio', 'switch', 'tab').filter(
    (node) => !/^(true|false)$/.test(node.attribute(stateOf[node.role as keyof typeof stateOf]) ?? ''),
  )
  const lone = having(root, 'radio', 'tab').filter(
    (node) => !above(node, ({ role }) => role === (node.role === 'tab' ? 'tablist' : 'radiogroup')),
  )
  const groups = having(root, 'radiogroup', 'tablist').flatMap((group) => {
    const chosen = [...heard(group)].filter(
      (node) => node.attribute('aria-checked') === 'true' || node.attribute('aria-selected') === 'true',
    )
    const fault = !group.label ? 'no name' : chosen.length > 1 ? `${chosen.length} chosen` : ''
    return fault ? [`${fault}: ${named(group)}`] : []
  })
  return [
    ...silent.map((node) => `no state: ${named(node)}`),
    ...lone.map((node) => `alone: ${named(node)}`),
    ...groups,
  ]
}

/** Pictures have a name, or stand in what has one, or are passed over. */
const pictures: Rule = (root) =>
  [...heard(root)]
    .filter(({ tag, role }) => tag === 'image' || role === 'img')
    .filter((node) => !node.label && !above(node, (one) => isTapped(one) && one.label !== undefined))
    .map((node) => `no name: picture ${node.attribute('src') ?? node.className}`)

/** A page has one title, and headings go down one step at a time; a dialog begins one below. */
const headings: Rule = (root) => {
  const levels = having(root, 'heading').map((node) => ({
    node,
    level: Number(node.attribute('aria-level')),
  }))
  const top = root.role === 'dialog' ? 2 : 1
  const firsts = levels.filter(({ level }) => level === top).length
  let before = top - 1
  const skipped = levels.flatMap(({ node, level }) => {
    const fault = !(level >= top && level <= before + 1) || node.text === ''
    before = level
    return fault ? [`level ${level}: ${named(node)}`] : []
  })
  return top === 1 && firsts !== 1 ? [`${firsts} titles`, ...skipped] : skipped
}

/** Every row of a table has a cell under each heading, and its figures have their unit there. */
const tables: Rule = (root) =>
  having(root, 'table').flatMap((table) => {
    const columns = having(table, 'columnheader')
    const rows = having(table, 'row').filter((row) => having(row, 'columnheader').length === 0)
    const short = rows.filter((row) => having(row, 'cell', 'rowheader').length !== columns.length)
    return [
      ...(table.label ? [] : ['a table without a name']),
      ...columns.filter(({ text }) => text === '').map(() => `a column without a name in ${named(table)}`),
      ...short.map((row) => `not under its columns: ${named(row)}`),
    ]
  })

/** What comes over the page is announced by its name. */
const dialog: Rule = (root) => (root.role === 'dialog' && !root.label ? ['no name'] : [])

const bareFigure = /^[-−+＋]?[\d,]+(\.\d+)?$/
/** Stars; a fraction that is none, but for an address of a network. */
const readWrongly = /[*＊]|(?<![\d.])\d+\s*\/\s*\d/

/** What the text alone does not say: the unit of a figure, a fraction that is none, a name behind stars. */
const figures: Rule = (root) => {
  const alone = textsIn(root).filter(
    (node) =>
      !node.label &&
      !above(node, (one) => (isTapped(one) && one.label !== undefined) || one.role === 'img') &&
      !above(node, ({ role }) => role === 'cell' || role === 'rowheader'),
  )
  const said = [...alone.map(({ text }) => text), ...[...heard(root)].flatMap(({ label }) => label ?? [])]
  return said.flatMap((words) => {
    const bare = words.split(/[，\n]/).some((part) => bareFigure.test(part.trim()))
    return bare || readWrongly.test(words) ? [`read wrongly: “${words.slice(0, 60)}”`] : []
  })
}

export const rules = {
  ...{ dialog, tapped, distinct, labelInName, fieldsNamed, states, pictures, headings, tables, figures },
}

/** What a screen reader would trip over on the page, or in the dialog over it. */
export const findingsIn = (root: WeappNode): string[] =>
  Object.entries(rules).flatMap(([rule, find]) =>
    [...new Set(find(root))].map((fault) => `${rule}: ${fault}`),
  )
