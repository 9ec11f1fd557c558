import { queryString } from '../format/url'
import { sendSignedIn } from './session-refresh'
import { parsed } from './transport'

/** What an open page is told: `state` and `notice` of the village, `unread` of the person. */
export type Heard = (event: string, data: { newest?: string | null; unread?: number }) => void

/** h5: hears of what is new until the service or `signal` ends it. Throws where there is no room or no network. */
export async function listen(region: string, heard: Heard, signal: AbortSignal): Promise<void> {
  let stream: ReadableStream<Uint8Array> | null = null
  await sendSignedIn(async (headers) => {
    const answer = await fetch(`${API_BASE}/api/live${queryString({ region })}`, { headers, signal })
    stream = answer.body
    return { status: answer.status, headers: {}, body: answer.ok ? null : parsed(await answer.text()) }
  })
  const reader = (stream as ReadableStream<Uint8Array> | null)?.getReader()
  const decoder = new TextDecoder()
  let text = ''
  for (;;) {
    const part = await reader?.read()
    if (!part || part.done) return
    text += decoder.decode(part.value, { stream: true })
    const events = text.split('\n\n')
    text = events.pop() ?? ''
    for (const one of events) {
      const [, event, data] = /^event: (\w+)\ndata: (.+)$/.exec(one) ?? []
      if (event && data) heard(event, JSON.parse(data))
    }
  }
}
