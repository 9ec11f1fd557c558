import type { WeappNode } from '../weapp-host'

/** What is tapped: WeChat's reader says the role after the name. */
export const tappedRoles = ['button', 'link', 'tab', 'radio', 'checkbox', 'switch'] as const
const fields = ['input', 'textarea', 'picker', 'switch', 'slider', 'checkbox', 'radio']

export const isHidden = (node: WeappNode) => node.attribute('aria-hidden') === 'true'

/** Everything that a screen reader comes to, in its order. */
export function* heard(node: WeappNode): Generator<WeappNode> {
  if (isHidden(node)) return
  yield node
  for (const child of node.children) yield* heard(child)
}

/** What lies over the page and keeps the reader inside. */
export const dialogIn = (root: WeappNode): WeappNode | undefined =>
  [...heard(root)].find((node) => node.role === 'dialog')

export const isField = (node: WeappNode): boolean => fields.includes(node.tag)

/** WeChat's template of a view hears a tap as soon as the app listens to anything there; lists that scroll do, too. */
export const isTapped = (node: WeappNode): boolean =>
  node.hears('tap') && ['view', 'text', 'image', 'button'].includes(node.tag) && node.tag !== ''

export function above(node: WeappNode, matches: (one: WeappNode) => boolean): WeappNode | undefined {
  for (let at = node.parent; at; at = at.parent) if (matches(at)) return at
  return undefined
}

/** The pieces of text that stand in it, each as one breath. */
export function textsIn(node: WeappNode): WeappNode[] {
  return [...heard(node)].filter(
    (one) =>
      (one.tag === 'text' && one.parent?.tag !== 'text' && one.text !== '') ||
      (one.tag === '#text' && !above(one, ({ tag }) => tag === 'text') && one.text.trim() !== ''),
  )
}

/** Without what a voice does not speak. */
export const plain = (words: string): string => words.replace(/[\s\p{P}\p{S}\u2060]/gu, '')

/** The number of a thing in the list that it stands in, to name it in a finding. */
export const named = (node: WeappNode): string =>
  `${node.role ?? node.tag} “${(node.label ?? node.text).replace(/\n/g, ' | ').slice(0, 60)}”`
