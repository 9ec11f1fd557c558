import type { Said } from './speech'

const unread = '这部手机没有读出来，可能没有装中文语音'

/** Whether this browser can read aloud. */
export const canSpeak = (): boolean => typeof window !== 'undefined' && 'speechSynthesis' in window

let turn = 0

/** Reads one sentence. */
export function say(text: string, rate: number): Promise<Said> {
  const mine = ++turn
  return new Promise((done) => {
    const spoken = new SpeechSynthesisUtterance(text)
    spoken.lang = 'zh-CN'
    spoken.rate = rate
    const voice = window.speechSynthesis.getVoices().find(({ lang }) => /^zh(?:[-_](?:CN|Hans))?/i.test(lang))
    if (voice) spoken.voice = voice
    spoken.onend = () => done(mine === turn)
    spoken.onerror = () => done(mine === turn ? unread : false)
    window.speechSynthesis.speak(spoken)
  })
}

/** Stops what is being read: pausing a sentence is not reliable on phones, so it is begun again later. */
export function hush(): void {
  turn++
  window.speechSynthesis.cancel()
}
