import { reopen } from './hooks/navigation'
import { fetchCode } from './hooks/page-code'

const missing = /Loading (CSS )?chunk/

/**
 * h5: the browser's own back and forward change the address before the page's code is there. Where it cannot be fetched,
 * the page in front shows a card to try again; before the first page there is only the document to show one in.
 */
export function installRescue(): void {
  window.addEventListener('unhandledrejection', (event) => {
    const reason: unknown = event.reason
    if (!(reason instanceof Error) || !missing.test(reason.message)) return
    event.preventDefault()
    const url = location.hash.slice(1) || '/pages/home/index'
    if (document.querySelector('.taro_page')) reopen(url)
    else askAgain(url)
  })
}

// A reload without a network would end on the browser's own error page, so the code is fetched first.
function askAgain(url: string): void {
  const card = document.createElement('div')
  card.className = 'rescue'
  card.setAttribute('role', 'alert')
  card.append('没有连上网络，这一页还打不开。')
  const button = document.createElement('button')
  button.textContent = '重试'
  button.addEventListener('click', async () => {
    button.disabled = true
    if (await fetchCode(url)) location.reload()
    button.disabled = false
  })
  card.append(button)
  document.body.append(card)
}
