import { WxFailure } from './answers'

/**
 * A tap counts while its handler runs and for what follows at once, not after an answer of the network.
 * https://developers.weixin.qq.com/miniprogram/dev/api/open-api/subscribe-message/wx.requestSubscribeMessage.html
 */
export class Gesture {
  #taps = 0

  during<T>(handle: () => T): T {
    this.#taps++
    try {
      return handle()
    } finally {
      // After the microtasks of the handler.
      setImmediate(() => this.#taps--)
    }
  }

  require(): void {
    if (this.#taps === 0) throw new WxFailure('can only be invoked by user TAP gesture.')
  }
}
