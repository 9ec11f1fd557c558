import { toast } from './components/toast/toast'

const missing = /Loading (CSS )?chunk/
const justLoaded = 10_000

/**
 * h5 loads the code of a page when the page is first opened. If that fails without a network, the person is told.
 * If it fails because a new release has replaced the files, the app reloads itself.
 */
export function installRescue(): void {
  window.addEventListener('unhandledrejection', (event) => {
    const reason: unknown = event.reason
    if (!(reason instanceof Error) || !missing.test(reason.message)) return
    event.preventDefault()
    if (navigator.onLine && performance.now() > justLoaded) window.location.reload()
    else {
      toast('没有连上网络，这一页还打不开。连上后再点一次。')
      // The address has already changed, but the old page is still shown.
      window.history.back()
    }
  })
}
