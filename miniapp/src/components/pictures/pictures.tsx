import type { Picture } from '@hutang/shared/contract'
import { Image, Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { addressOf } from '../../format/address'
import { Pressable } from '../pressable/pressable'
import { PictureViewer } from './picture-viewer'
import './pictures.scss'

/** Pictures with their descriptions; a tap shows one large. */
export function Pictures({ pictures }: { pictures: readonly Picture[] }) {
  const [shown, setShown] = useState<number>()
  const open = (at: number) => {
    // Written out, not as a constant, so that the bundler leaves Taro's viewer (40 kB) out of h5.
    if (process.env.TARO_ENV === 'h5') {
      setShown(at)
    } else {
      const urls = pictures.map(addressOf)
      void Taro.previewImage({ urls, current: urls[at] })
    }
  }
  return (
    <View className="pictures">
      {pictures.map((picture, at) => (
        <Pressable
          key={picture.id}
          className="pictures__one"
          label={`${picture.alt}，看大图`}
          onPress={() => open(at)}
        >
          <Image
            className="pictures__image"
            src={addressOf(picture)}
            mode="widthFix"
            lazyLoad
            // Named by the button around it.
            nativeProps={{ alt: '' }}
            style={{ aspectRatio: `${picture.width} / ${picture.height}` }}
          />
          <Text className="pictures__alt">{picture.alt}</Text>
        </Pressable>
      ))}
      <PictureViewer pictures={pictures} at={shown} onMove={setShown} onClose={() => setShown(undefined)} />
    </View>
  )
}
