type Listener = (result: { hasUpdate: boolean }) => void

/** https://developers.weixin.qq.com/miniprogram/dev/api/base/update/UpdateManager.html */
export class Updates {
  /** How often the app asked to be started anew in the new version. */
  applied = 0
  #ready = false
  readonly #heard = { check: new Set<Listener>(), ready: new Set<Listener>(), failed: new Set<Listener>() }

  /** WeChat looked for a new version, and fetched it or could not. */
  found(how: 'none' | 'ready' | 'failed'): void {
    const result = { hasUpdate: how !== 'none' }
    for (const listener of this.#heard.check) listener(result)
    if (how === 'none') return
    this.#ready = how === 'ready'
    for (const listener of this.#heard[how]) listener(result)
  }

  /** The one manager of the app. */
  readonly manager = {
    onCheckForUpdate: (listener: Listener) => void this.#heard.check.add(listener),
    onUpdateReady: (listener: Listener) => void this.#heard.ready.add(listener),
    onUpdateFailed: (listener: Listener) => void this.#heard.failed.add(listener),
    applyUpdate: () => {
      if (!this.#ready) throw new Error('applyUpdate:fail update is not ready')
      this.applied++
    },
  }
}
