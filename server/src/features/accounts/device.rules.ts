/** What is kept of a browser: two words of closed lists, never what it says of itself. */
export interface Device {
  app: (typeof apps)[number][0] | '其他浏览器'
  system: (typeof systems)[number][0] | null
}

/** The first that fits: many name the browsers they are made from besides. */
const apps = [
  ['微信', /MicroMessenger|miniProgram/i],
  ['Edge', /Edg(?:e|A|iOS)?\//],
  ['QQ浏览器', /M?QQBrowser\//],
  ['360浏览器', /QihooBrowser|360(?:SE|EE)/],
  ['华为浏览器', /HuaweiBrowser\//],
  ['Firefox', /Firefox\/|FxiOS\//],
  ['Chrome', /Chrome\/|CriOS\//],
  ['Safari', /Safari\//],
] as const
const systems = [
  ['鸿蒙', /OpenHarmony|HarmonyOS/i],
  ['苹果手机', /iPhone|iPad|iPod/],
  ['安卓', /Android/],
  ['Windows', /Windows/],
  ['macOS', /Mac OS X|Macintosh/],
  ['Linux', /Linux|X11/],
] as const

/** By the User-Agent header; it is not kept. */
export const deviceOf = (agent: string | undefined): Device => ({
  app: apps.find(([, says]) => says.test(agent ?? ''))?.[0] ?? '其他浏览器',
  system: systems.find(([, says]) => says.test(agent ?? ''))?.[0] ?? null,
})

/** Chrome · Windows */
export const deviceText = ({ app, system }: Device): string => (system ? `${app} · ${system}` : app)
