import { createContext } from 'react'

/** Whether what is inside is shown as a phone shows it, in a frame on a wider window. */
export const FramedContext = createContext(false)
