/// <reference types="@tarojs/taro" />

declare const API_BASE: string

declare namespace NodeJS {
  interface ProcessEnv {
    TARO_ENV: 'weapp' | 'h5'
  }
}

declare module '*.svg' {
  const url: string
  export default url
}
