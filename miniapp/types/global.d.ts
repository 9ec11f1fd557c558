/// <reference types="@tarojs/taro" />

declare const API_BASE: string
/** Whether WeChat's speech plugin (同声传译) is declared in this build. */
declare const SPEECH_PLUGIN: boolean

declare namespace NodeJS {
  interface ProcessEnv {
    TARO_ENV: 'weapp' | 'h5'
  }
}

declare module '*.svg' {
  const url: string
  export default url
}

/** What Taro gives in its place on weapp has this, too; the whole of its types is not needed. */
declare module 'react-dom' {
  export function createPortal(
    children: import('react').ReactNode,
    place: Element,
  ): import('react').ReactPortal
}
