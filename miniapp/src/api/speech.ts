import Taro from '@tarojs/taro'

/** True: it was read to its end. False: it was hushed. A sentence: why it could not be read. */
export type Said = boolean | string

/** 微信同声传译: the vendor's plugin. Only in a build that declares it, because an app without its grant does not open. In a browser: `speech.h5.ts`. */
interface Plugin {
  textToSpeech(asked: {
    lang: 'zh_CN'
    tts: true
    content: string
    success: (made: { retcode?: number; filename?: string }) => void
    fail: (problem?: { retcode?: number }) => void
  }): void
}

const plugin = (): Plugin | null => {
  if (!SPEECH_PLUGIN) return null
  try {
    return (Taro as unknown as { requirePlugin(name: string): Plugin }).requirePlugin('WechatSI')
  } catch {
    return null
  }
}

/** Whether this phone can read aloud. */
export const canSpeak = (): boolean => plugin() !== null

const unread = '这一句念不出来，请看文字'
const later = '微信这会儿念不了，请过一会儿再听'
const noNetwork = '没有连上网络，请检查网络再听'
const noSound = '声音放不出来，请检查网络和音量再听'
/** https://developers.weixin.qq.com/miniprogram/dev/platform-capabilities/extended/translator.html */
const problems: Record<number, string> = {
  [-20001]: unread,
  [-20002]: unread,
  [-20003]: later,
  [-20005]: noNetwork,
  [-40001]: '现在听的人太多，请过一会儿再听',
}
/** Whoever waits longer for the first sound believes that the phone is broken. */
const patience = 15_000

let audio: Taro.InnerAudioContext | undefined
let turn = 0

/** Reads one sentence. */
export async function say(text: string, rate: number): Promise<Said> {
  const made = plugin()
  if (!made) return later
  const mine = ++turn
  const file = await soundOf(made, text)
  if (mine !== turn) return false
  return file.name ? played(file.name, rate) : (file.why ?? later)
}

const soundOf = (made: Plugin, content: string): Promise<{ name?: string; why?: string }> =>
  new Promise((answer) => {
    const late = setTimeout(() => answer({ why: noNetwork }), patience)
    const done = (sound: { name?: string; why?: string }) => {
      clearTimeout(late)
      answer(sound)
    }
    made.textToSpeech({
      lang: 'zh_CN',
      tts: true,
      content,
      success: ({ retcode = 0, filename }) => done({ name: filename, why: problems[retcode] }),
      fail: (problem) => done({ why: problems[problem?.retcode ?? 0] }),
    })
  })

function played(file: string, rate: number): Promise<Said> {
  audio ??= Taro.createInnerAudioContext()
  const playing = audio
  return new Promise((done) => {
    const end = (said: Said) => {
      playing.offEnded()
      playing.offError()
      playing.offStop()
      playing.offPause()
      done(said)
    }
    playing.onEnded(() => end(true))
    playing.onError(() => end(noSound))
    playing.onStop(() => end(false))
    // A call that comes in pauses it.
    playing.onPause(() => end(false))
    playing.src = file
    playing.playbackRate = rate
    playing.play()
  })
}

/** Stops what is being read. */
export function hush(): void {
  turn++
  audio?.stop()
}
