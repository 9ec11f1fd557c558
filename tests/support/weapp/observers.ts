interface Seen {
  intersectionRatio: number
  boundingClientRect: { height: number }
}

interface Watched {
  selector: string
  ratio: number
  told: (seen: Seen) => void
}

/**
 * Nothing is laid out here, so a test says which elements are on the screen or near it.
 * https://developers.weixin.qq.com/miniprogram/dev/api/wxml/wx.createIntersectionObserver.html
 */
export class Observers {
  readonly #watched = new Set<Watched>()

  readonly create = (_page: unknown, { initialRatio = 0 } = {}) => {
    const mine: Watched[] = []
    const observer = {
      relativeToViewport: () => observer,
      observe: (selector: string, told: Watched['told']) => {
        const one = { selector, told, ratio: initialRatio }
        mine.push(one)
        this.#watched.add(one)
      },
      disconnect: () => {
        for (const one of mine) this.#watched.delete(one)
      },
    }
    return observer
  }

  /** How many elements are watched. */
  get count(): number {
    return this.#watched.size
  }

  /** The page was scrolled: who watches an element is told where that has come near, or is far now. */
  scrolled(isNear: (id: string) => boolean, height: number): void {
    for (const one of [...this.#watched]) {
      const ratio = isNear(one.selector.slice(1)) ? 1 : 0
      if (ratio === one.ratio) continue
      one.ratio = ratio
      one.told({ intersectionRatio: ratio, boundingClientRect: { height } })
    }
  }
}
