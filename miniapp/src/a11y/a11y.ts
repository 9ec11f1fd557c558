type Flag = boolean | undefined

export interface Accessible {
  role?: string
  label?: string
  /** 0: can be focused by keyboard; -1: only by code. */
  tab?: 0 | -1
  hidden?: Flag
  disabled?: Flag
  checked?: Flag
  selected?: Flag
  expanded?: Flag
  invalid?: Flag
  modal?: Flag
  current?: Flag
  live?: 'polite' | 'assertive'
  level?: number
}

const states = ['hidden', 'disabled', 'checked', 'selected', 'expanded', 'invalid', 'modal'] as const
const isH5 = process.env.TARO_ENV === 'h5'

/** Props that tell a screen reader the name, role and state: aria attributes on weapp, properties on h5. */
export function a11y(props: Accessible): Record<string, string | number> {
  const out: Record<string, string | number> = {}
  if (props.role) {
    if (isH5) out.role = props.role
    else out.ariaRole = props.role
  }
  if (props.label) out.ariaLabel = spoken(props.label)
  if (props.live) out.ariaLive = props.live
  if (props.level) out.ariaLevel = String(props.level)
  if (props.current) out.ariaCurrent = 'page'
  if (isH5 && props.tab !== undefined) out.tabIndex = props.tab
  for (const state of states) {
    const value = props[state]
    if (value !== undefined) out[`aria${state.charAt(0).toUpperCase()}${state.slice(1)}`] = String(value)
  }
  return out
}

/** A number of a phone that is partly hidden: its stars would be read one by one. */
const spoken = (words: string) =>
  // In a browser the name holds what is seen, letter for letter.
  isH5 ? words : words.replace(/(\d{3})\*{4}(\d{4})/g, '$1 开头、$2 结尾')

/** The name of a text that is not read as it is written. */
export const asHeard = (text: string) => {
  const label = spoken(text)
  return label === text ? {} : a11y({ label })
}

/** What a picture shows, for whoever does not see it. */
export const pictureOf = (alt: string) =>
  isH5 ? { nativeProps: { alt } } : a11y({ role: 'img', label: alt })

/** A region of the page by which a screen reader moves; h5 only, WeChat knows none. */
export const landmark = (role: 'banner' | 'navigation' | 'region', label?: string) =>
  isH5 ? a11y({ role, label }) : {}
