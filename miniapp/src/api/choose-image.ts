import Taro from '@tarojs/taro'
import { nothingChosen } from './nothing-chosen'

interface Wanted {
  count: number
  /** What is written on a paper must stay readable. */
  size: 'compressed' | 'original'
}

/** Lets the person choose photos or take them; null where they went back. Throws ApiError where the phone gives none. */
export async function chooseImages({ count, size }: Wanted): Promise<string[] | null> {
  try {
    return (await Taro.chooseImage({ count, sizeType: [size] })).tempFilePaths
  } catch (failure) {
    return nothingChosen(failure, '照片')
  }
}
