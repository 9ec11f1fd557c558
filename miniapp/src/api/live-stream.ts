import { queryString } from '../format/url'
import { again, type Heard, pollNews } from './live-poll'
import { sendSignedIn } from './session-refresh'
import { parsed } from './transport'

/** The service ends a connection with the access token; the next one comes with a new one. */
const afterEnd = 5000

/** h5: hears of what is new as it happens. Old browsers, which cannot read an answer as it comes, ask once a minute. */
export function followStream(region: string, heard: Heard): () => void {
  if (!('body' in Response.prototype)) return pollNews(region, heard)
  const ending = new AbortController()
  const stop = again(async () => {
    await listen(region, heard, ending.signal)
    return afterEnd
  })
  return () => {
    stop()
    ending.abort()
  }
}

/** Until the service or `signal` ends it. Throws where there is no room or no network. */
async function listen(region: string, heard: Heard, signal: AbortSignal): Promise<void> {
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
