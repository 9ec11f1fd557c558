import type { Page } from 'playwright-core'
import { arrived, front } from '../support/browser'

/** The text sizes, each with the height in CSS pixels that a finger needs. */
const sizes = { standard: 44, large: 44, elder: 60, huge: 60 }

export interface Measured {
  /** Things that can be tapped, in the standard size. */
  tappable: number
  /** Sizes in which the page is wider than its window, or something to tap is too low; empty when all is well. */
  faults: { size: string; overflow: number; small: { name: string | null; height: number }[] }[]
}

/** Opens an address of the app without loading it anew, and waits until its skeleton is gone. */
export async function goTo(page: Page, origin: string, path: string): Promise<void> {
  await page.goto(`${origin}/#/${path}`)
  await arrived(page, path)
  await front(page).locator('.skeleton').first().waitFor({ state: 'detached' })
}

/** Takes away what the app keeps of earlier answers, to be read without a network. */
export const forgetCopies = (page: Page): Promise<void> =>
  page.evaluate(() => {
    for (const key of Object.keys(localStorage)) if (/^hutang\.copy/.test(key)) localStorage.removeItem(key)
  })

/** Changes the text size of the page in front, as another window of the browser would, measures it in each, and changes it back. */
export const inEverySize = (page: Page): Promise<Measured> =>
  page.evaluate(async (lowest) => {
    const live = ['button', 'link', 'tab', 'radio', 'switch', 'checkbox'].map((role) => `[role=${role}]`)
    const drawn = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
    const measured: Measured = { tappable: 0, faults: [] }
    const change = (size: string) => {
      localStorage.setItem('hutang.text-size', JSON.stringify({ data: size }))
      window.dispatchEvent(new StorageEvent('storage', { key: 'hutang.text-size' }))
      return drawn()
    }
    for (const [size, least] of Object.entries(lowest)) {
      await change(size)
      const shown = Array.from(document.querySelectorAll<HTMLElement>('.taro_page')).filter(
        (one) => one.offsetHeight > 0,
      )
      const other = shown.find((one) => !one.querySelector(`.page.size-${size}`))
      if (other || shown.length === 0) throw new Error(`${other?.id ?? 'nothing'} is not drawn in ${size}`)
      const heights = shown
        .flatMap((one) => Array.from(one.querySelectorAll(live.join())))
        .map((one) => ({
          name: one.getAttribute('aria-label'),
          height: one.getBoundingClientRect().height,
        }))
      // Each page by itself too: Taro cuts off what is wider than a page of the tab bar.
      const widths = [document.documentElement, ...shown].map((one) => one.scrollWidth - window.innerWidth)
      const overflow = Math.max(0, ...widths)
      const small = heights.filter(({ height }) => height < least)
      if (size === 'standard') measured.tappable = heights.length
      if (overflow > 0 || small.length > 0) measured.faults.push({ size, overflow, small })
    }
    await change('standard')
    return measured
  }, sizes)
