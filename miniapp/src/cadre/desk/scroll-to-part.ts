/** h5: brings a part of the desk in front into view, and the focus to it; false where no desk is in front. */
export function scrollToPart(part: string): boolean {
  if (process.env.TARO_ENV !== 'h5') return false
  const shown = [...document.querySelectorAll<HTMLElement>(`#desk-${part}`)].find(
    ({ offsetHeight }) => offsetHeight > 0,
  )
  shown?.scrollIntoView({ block: 'nearest' })
  shown?.focus({ preventScroll: true })
  return shown !== undefined
}
