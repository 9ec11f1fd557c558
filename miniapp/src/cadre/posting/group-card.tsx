import { Image, Text, View } from '@tarojs/components'
import { pictureOf } from '../../a11y/a11y'
import { sharePicture } from '../../api/share-picture'
import { Button, Card, Problem } from '../../components'
import { addressOf } from '../../format/address'
import { useAction } from '../../hooks/use-action'
import { copyText } from '../../widgets/copy/copy'
import { NoteButton } from './note-button'
import type { OutputPart } from './part'
import './posting.scss'

/** 群卡片: the text and the picture for the village's group, each one tap away. */
export function GroupCard({ outputs, note }: OutputPart) {
  const { group, notice } = outputs
  const share = useAction(() =>
    sharePicture('GET /api/notices/:id/group-card.png', { id: notice }, '群卡片.png'),
  )
  if (!group) return null
  return (
    <Card title="发到村民群">
      <Text className="posting__hint">
        {group.closed
          ? '这条只给本村村民看，群里收不回来，所以卡片上只写能让外人看的。扫码认证后看全文。'
          : '卡片上只有村外人也能看的内容，没有各户的名字和数。'}
      </Text>
      <View className="posting__pair">
        <View className="posting__picture">
          <Image
            className="posting__image"
            src={addressOf({ url: group.picture })}
            mode="widthFix"
            {...pictureOf('群卡片的图，字和旁边的一样，带二维码')}
          />
        </View>
        <View className="posting__words">
          <Text className="posting__text" userSelect>
            {group.text}
          </Text>
        </View>
      </View>
      <View className="posting__tools">
        <Button icon="image" busy={share.busy} onPress={() => void share.run()}>
          {process.env.TARO_ENV === 'h5' ? '保存图片' : '发图片或保存'}
        </Button>
        <Button
          kind="secondary"
          icon="document"
          onPress={() => void copyText(group.text, '文字已复制，去群里粘贴')}
        >
          复制文字
        </Button>
      </View>
      <Problem error={share.error} />
      <NoteButton outputs={outputs} note={note} where="group" />
    </Card>
  )
}
