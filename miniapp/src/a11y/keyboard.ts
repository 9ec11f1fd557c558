const pressable = new Set(['button', 'link', 'tab', 'checkbox', 'radio', 'switch'])

/** h5 only: makes Enter and Space press Taro's views, which are not native buttons. */
export function installKeyboard(): void {
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== ' ') return
    const target = event.target
    if (!(target instanceof HTMLElement) || !pressable.has(target.getAttribute('role') ?? '')) return
    event.preventDefault()
    target.click()
  })
}
