import type { Picture } from '@hutang/shared/contract'
import { Image, Text, View } from '@tarojs/components'
import { useState } from 'react'
import { pictureOf } from '../../a11y/a11y'
import { addressOf } from '../../format/address'
import { Button } from '../button/button'
import { Dialog } from '../dialog/dialog'

interface PictureViewerProps {
  pictures: readonly Picture[]
  at: number | undefined
  onMove: (at: number) => void
  onClose: () => void
}

/** Shows a picture large on h5; WeChat has its own viewer. */
export function PictureViewer({ pictures, at, onMove, onClose }: PictureViewerProps) {
  const [large, setLarge] = useState(false)
  const picture = at === undefined ? undefined : pictures[at]
  if (at === undefined || !picture) return null
  const move = (to: number) => {
    setLarge(false)
    onMove(to)
  }
  return (
    <Dialog
      open
      title={pictures.length > 1 ? `图片，第 ${at + 1} 张，共 ${pictures.length} 张` : '图片'}
      onClose={onClose}
      actions={
        <View className="pictures__moves">
          {at > 0 ? (
            <Button kind="secondary" inline onPress={() => move(at - 1)}>
              上一张
            </Button>
          ) : null}
          <Button kind="secondary" inline onPress={() => setLarge(!large)}>
            {large ? '缩小' : '放大'}
          </Button>
          {at < pictures.length - 1 ? (
            <Button kind="secondary" inline onPress={() => move(at + 1)}>
              下一张
            </Button>
          ) : null}
        </View>
      }
    >
      <View className="pictures__stage">
        <Image
          className={large ? 'pictures__full pictures__full--large' : 'pictures__full'}
          src={addressOf(picture)}
          mode="widthFix"
          {...pictureOf(picture.alt)}
        />
      </View>
      <Text>{picture.alt}</Text>
    </Dialog>
  )
}
