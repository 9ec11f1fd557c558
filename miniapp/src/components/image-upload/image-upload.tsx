import { Image, Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { a11y } from '../../a11y/a11y'
import { Icon } from '../icon/icon'
import { Pressable } from '../pressable/pressable'
import './image-upload.scss'

export interface UploadedImage {
  id: string
  url: string
  alt: string
}

export interface ImageUploadProps {
  label: string
  images: readonly UploadedImage[]
  most?: number
  /** Paths of the chosen files, to be sent with `upload`. */
  onAdd: (paths: string[]) => void
  onRemove: (id: string) => void
  busy?: boolean
}

export function ImageUpload({ label, images, most = 9, onAdd, onRemove, busy }: ImageUploadProps) {
  const room = most - images.length
  const choose = async () => {
    try {
      const chosen = await Taro.chooseImage({ count: room, sizeType: ['compressed'] })
      onAdd(chosen.tempFilePaths)
    } catch {
      // The person closed the album: nothing was asked.
    }
  }
  return (
    <View className="image-upload">
      {images.map((image, at) => (
        <View className="image-upload__one" key={image.id}>
          <Image
            className="image-upload__image"
            src={image.url}
            mode="aspectFill"
            {...a11y({ role: 'img', label: image.alt })}
          />
          <Pressable
            className="image-upload__remove"
            label={`删去第 ${at + 1} 张图片`}
            onPress={() => onRemove(image.id)}
          >
            <Icon name="close" />
          </Pressable>
        </View>
      ))}
      {room > 0 ? (
        <Pressable
          className="image-upload__add"
          label={label}
          disabled={busy || undefined}
          onPress={() => void choose()}
        >
          <Icon name="image" />
          <Text className="image-upload__words">{busy ? '正在上传…' : label}</Text>
        </Pressable>
      ) : null}
    </View>
  )
}
