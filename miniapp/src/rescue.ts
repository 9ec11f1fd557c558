import { toast } from './components/toast/toast'

const missing = /Loading (CSS )?chunk/
const justLoaded = 10_000

/**
 * h5 fetches a page's code when it is first opened. Without a network it says so instead of standing still;
 * after a new release, when the old files are gone, the app loads itself again.
 */
export function installRescue(): void {
  window.addEventListener('unhandledrejection', (event) => {
    const reason: unknown = event.reason
    if (!(reason instanceof Error) || !missing.test(reason.message)) return
    event.preventDefault()
    if (navigator.onLine && performance.now() > justLoaded) window.location.reload()
    else {
      toast('没有连上网络，这一页还打不开。连上后再点一次。')
      // The address has gone ahead of the page that is still in front.
      window.history.back()
    }
  })
}
