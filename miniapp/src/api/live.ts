/** WeChat cannot read an answer as it comes. In a browser: `live.h5.ts`. */
export { type Heard, pollNews as followNews } from './live-poll'
