import { type Answering, type Options, WxFailure } from './answers'
import { Gesture } from './gesture'
import { Observers } from './observers'
import { Privacy, Scopes } from './privacy'

/** What a person did instead of choosing: went back, or the phone itself does not let WeChat have it. */
export type Instead = 'cancel' | 'system'

interface Scanned {
  result: string
  scanType?: 'QR_CODE' | 'WX_CODE'
  /** Of a code of this app. */
  path?: string
}

export interface CalendarEntry {
  title: string
  startTime: number
  [more: string]: unknown
}

const instead = (choice: Instead): never => {
  // PublicErrno 3: the system gave WeChat no permission.
  if (choice === 'system') throw new WxFailure('system permission denied', { errno: 3 })
  throw new WxFailure('cancel')
}

/** The phone and the person who holds it, as far as wx asks them. */
export class Phone {
  readonly privacy = new Privacy()
  readonly scopes = new Scopes()
  readonly gesture = new Gesture()
  readonly observers = new Observers()
  /** What is picked next: from the album, from a chat, by the camera. */
  pictures: string[] | Instead = ['wxfile://tmp_picture.jpg']
  chatFiles: { path: string; name: string; size: number }[] | Instead = 'cancel'
  scanned: Scanned | Instead = 'cancel'
  /** Whether 取消 is tapped in the sheets that wx opens: a number to call, another app, a picture to share. */
  cancels = false
  clipboard = ''
  /** Of WeChat's own letters, in px (我 → 设置 → 通用 → 字体大小). */
  fontSize = 16
  readonly dialled: string[] = []
  readonly calendar: CalendarEntry[] = []
  readonly otherApps: Options[] = []
  /** Files shown by the viewer, and pictures handed to the share menu. */
  readonly viewed: Options[] = []
  readonly sharedPictures: string[] = []
  readonly #files: Map<string, string>

  constructor(files: Map<string, string>) {
    this.#files = files
  }

  get wx(): Record<string, Answering> {
    return {
      ...this.privacy.wx,
      ...this.scopes.wx,
      ...this.#choosing,
      ...this.#opening,
      setClipboardData: ({ data }) => {
        this.clipboard = String(data)
      },
      getClipboardData: () => ({ data: this.clipboard }),
      addPhoneCalendar: (entry) => this.#note(entry),
      getSetting: () => ({ authSetting: this.scopes.authSetting }),
      openSetting: () => ({ authSetting: this.scopes.authSetting }),
    }
  }

  /** What comes before the function itself: the person's tap, the privacy guide, the scope. */
  before(name: string): void {
    if (tapped.has(name)) this.gesture.require()
    this.privacy.check(name)
    this.scopes.check(name)
  }

  readonly #choosing: Record<string, Answering> = {
    chooseImage: ({ count = 9 }) => {
      const paths = this.#picked(this.pictures, Number(count))
      for (const path of paths) if (!this.#files.has(path)) this.#files.set(path, `picture ${path}`)
      const tempFiles = paths.map((path) => ({ path, size: this.#files.get(path)?.length ?? 0 }))
      return { tempFilePaths: paths, tempFiles }
    },
    chooseMedia: ({ count = 9 }) => {
      const paths = this.#picked(this.pictures, Number(count))
      for (const path of paths) if (!this.#files.has(path)) this.#files.set(path, `picture ${path}`)
      const fileOf = (path: string) => ({
        ...{ tempFilePath: path, fileType: 'image' },
        size: this.#files.get(path)?.length ?? 0,
      })
      return { type: 'image', tempFiles: paths.map(fileOf) }
    },
    chooseMessageFile: ({ count, extension }) => {
      if (!(Number(count) >= 0 && Number(count) <= 100)) throw new WxFailure('count out of range')
      const endings = Array.isArray(extension) ? extension.map((one) => String(one).replace(/^\./, '')) : []
      // Others are grey in WeChat's list.
      const chosen = this.#picked(this.chatFiles, 100)
        .filter(({ name }) => endings.length === 0 || endings.some((one) => name.endsWith(one)))
        .slice(0, Number(count))
      if (chosen.length === 0) instead('cancel')
      return { tempFiles: chosen.map((file) => ({ ...file, type: 'file', time: 0 })) }
    },
    scanCode: ({ scanType }) => {
      const scanned = typeof this.scanned === 'string' ? instead(this.scanned) : this.scanned
      const wanted = Array.isArray(scanType) ? scanType : ['barCode', 'qrCode']
      // The camera looks on for a code of the wanted kind.
      if (!wanted.includes('qrCode')) instead('cancel')
      return { scanType: 'QR_CODE', charSet: 'UTF-8', rawData: '', ...scanned }
    },
  }

  readonly #opening: Record<string, Answering> = {
    openDocument: (options) => {
      if (!this.#files.has(String(options.filePath))) throw new WxFailure("file doesn't exist")
      this.viewed.push(options)
    },
    previewImage: (options) => {
      if (!Array.isArray(options.urls) || options.urls.length === 0) {
        throw new WxFailure('parameter error: parameter.urls should have at least 1 item')
      }
      this.viewed.push(options)
    },
    showShareImageMenu: ({ path }) => {
      // Only a file of the phone can be sent on.
      if (!this.#files.has(String(path))) throw new WxFailure('invalid file path')
      if (this.cancels) instead('cancel')
      this.sharedPictures.push(String(path))
    },
    makePhoneCall: ({ phoneNumber }) => {
      if (typeof phoneNumber !== 'string') {
        throw new WxFailure('parameter error: parameter.phoneNumber should be String')
      }
      if (this.cancels) instead('cancel')
      this.dialled.push(phoneNumber)
    },
    navigateToMiniProgram: (options) => {
      if (!options.shortLink && !/^wx[0-9a-f]{16}$/.test(String(options.appId)))
        throw new WxFailure('invalid appid')
      if (this.cancels) instead('cancel')
      this.otherApps.push(options)
    },
  }

  #picked<T>(choice: T[] | Instead, count: number): T[] {
    return typeof choice === 'string' ? instead(choice) : choice.slice(0, count)
  }

  #note({ title, startTime, ...more }: Options): void {
    if (typeof title !== 'string' || title === '') throw new WxFailure('need title')
    if (typeof startTime !== 'number') throw new WxFailure('need startTime')
    // Seconds; milliseconds would be a day in some ten thousand years.
    if (startTime > 100_000_000_000) throw new WxFailure('invalid startTime')
    if (this.cancels) instead('cancel')
    this.calendar.push({ title, startTime, ...more })
  }
}

/** Functions that open only from a tap. */
const tapped: ReadonlySet<string> = new Set(['requestSubscribeMessage', 'openSetting'])
