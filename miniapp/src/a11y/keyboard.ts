const pressable = new Set(['button', 'link', 'tab', 'checkbox', 'radio', 'switch'])

/** The group in which the arrow keys move from one member to the next. */
const groups: Record<string, string> = { tab: 'tablist', radio: 'radiogroup' }

/**
 * h5 only: Enter and Space press Taro's views, which are not native buttons; arrow keys move among tabs and choices; what
 * gets the focus comes out from under the bar at the foot.
 */
export function installKeyboard(): void {
  document.addEventListener('keydown', (event) => {
    const target = event.target
    if (!(target instanceof HTMLElement)) return
    const role = target.getAttribute('role') ?? ''
    if (event.key !== 'Enter' && event.key !== ' ') return moveInGroup(event, target, role)
    if (!pressable.has(role)) return
    event.preventDefault()
    target.click()
  })
  document.addEventListener('focusin', ({ target }) => {
    if (target instanceof HTMLElement && target.matches(':focus-visible')) uncover(target)
  })
  // Without a listener for touches, Safari on a phone shows no pressed state.
  document.addEventListener('touchstart', () => undefined, { passive: true })
}

function moveInGroup(event: KeyboardEvent, target: HTMLElement, role: string): void {
  const group = groups[role] && target.closest(`[role=${groups[role]}]`)
  if (!group) return
  const members = Array.from(group.querySelectorAll<HTMLElement>(`[role=${role}]`))
  const at = members.indexOf(target)
  const to = {
    ArrowRight: at + 1,
    ArrowDown: at + 1,
    ArrowLeft: at - 1,
    ArrowUp: at - 1,
    Home: 0,
    End: members.length - 1,
  }[event.key]
  if (to === undefined) return
  event.preventDefault()
  // Only the focus moves: in these groups a choice takes effect at once.
  members[(to + members.length) % members.length]?.focus()
}

// The bar's height follows its words and the text size, so no fixed scroll margin would do.
function uncover(target: HTMLElement): void {
  const bar = target.closest('.page')?.querySelector('.page__foot, .tab-bar')
  if (!bar || bar.contains(target) || target.closest('[role=dialog]')) return
  const { top } = bar.getBoundingClientRect()
  if (target.getBoundingClientRect().bottom > top) target.scrollIntoView({ block: 'center' })
}

/** Moves the focus to what the page says, past its title bar. */
export function skipToContent(): void {
  document.activeElement?.closest('.page')?.querySelector<HTMLElement>('[role=main]')?.focus()
}
