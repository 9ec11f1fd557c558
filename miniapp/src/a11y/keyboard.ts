const pressable = new Set(['button', 'link', 'tab', 'checkbox', 'radio', 'switch'])

/** h5 only: Taro's views are not native controls, so Enter and Space must press them. */
export function installKeyboard(): void {
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== ' ') return
    const target = event.target
    if (!(target instanceof HTMLElement) || !pressable.has(target.getAttribute('role') ?? '')) return
    event.preventDefault()
    target.click()
  })
}
