import { afterAll, beforeAll } from '@jest/globals'
import { closeBrowser } from './browser'
import { type RunningService, removeDataDirs, startDemo } from './service'

/** A demo for the tests of a file, and the browser before it: both end with them. Its address is there from the first test on. */
export function demoForTests(): { readonly url: string } {
  let service: RunningService | undefined
  beforeAll(async () => {
    service = await startDemo()
  }, 240_000)
  afterAll(async () => {
    await closeBrowser()
    await service?.stop()
    removeDataDirs()
  })
  return {
    get url() {
      return service?.url ?? ''
    },
  }
}
