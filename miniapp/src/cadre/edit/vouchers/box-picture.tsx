import type { BlackBox, Picture } from '@hutang/shared/contract'
import { Image, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useEffect, useId, useRef, useState } from 'react'
import { a11y, pictureOf } from '../../../a11y/a11y'
import { Button } from '../../../components'
import { addressOf } from '../../../format/address'
import { boxId, middleBox, useBoxKeys } from './use-box-keys'

interface BoxPictureProps {
  picture: Picture
  boxes: readonly BlackBox[]
  onBoxes: (boxes: readonly BlackBox[]) => void
}

interface Point {
  x: number
  y: number
}

/** What Taro tells of a tap: a mouse event on h5, a `detail` of the page in WeChat. */
interface Tap {
  clientX?: number
  clientY?: number
  detail?: { x?: number; y?: number }
  changedTouches?: { clientX: number; clientY: number }[]
}

/** A page on which two taps make a black box: fingers and a mouse do the same, a keyboard adds and moves one. */
export function BoxPicture({ picture, boxes, onBoxes }: BoxPictureProps) {
  const id = `page${useId().replace(/:/g, '')}`
  const [corner, setCorner] = useState<Point>()
  // Two quick taps come before the first one is drawn.
  const first = useRef<Point>()
  const tapped = async (tap: Tap) => {
    const point = await pointIn(id, tap)
    if (!point) return
    const before = first.current
    first.current = before ? undefined : point
    setCorner(first.current)
    const box = before ? boxOf(before, point) : null
    if (box) onBoxes([...boxes, box])
  }
  const focusNext = useRef(false)
  useBoxKeys(id, boxes, onBoxes)
  useEffect(() => {
    if (!focusNext.current) return
    focusNext.current = false
    document.getElementById(boxId(id, boxes.length - 1))?.focus()
  }, [id, boxes])
  const addByKey = () => {
    focusNext.current = true
    onBoxes([...boxes, middleBox])
  }
  return (
    <>
      <View className="voucher__page" id={id} onClick={(event) => void tapped(event as unknown as Tap)}>
        <Image
          className="voucher__image"
          src={addressOf(picture)}
          mode="widthFix"
          style={{ aspectRatio: `${picture.width} / ${picture.height}` }}
          {...pictureOf(picture.alt)}
        />
        {boxes.map((box, place) => (
          <View
            // The focus stays on a box that is moved.
            // biome-ignore lint/suspicious/noArrayIndexKey: a box is known by its place alone
            key={place}
            id={boxId(id, place)}
            className="voucher__box"
            style={placeOf(box)}
            {...a11y({ role: 'application', label: boxWords(box, place), tab: 0 })}
          />
        ))}
        {corner ? (
          <View className="voucher__corner" style={placeOf({ ...corner, width: 0, height: 0 })} />
        ) : null}
      </View>
      {process.env.TARO_ENV === 'h5' ? (
        <Button kind="quiet" onPress={addByKey}>
          用键盘加一处：方向键挪，按住 Shift 改大小，Delete 去掉
        </Button>
      ) : null}
    </>
  )
}

function boxWords({ x, y, width, height }: BlackBox, place: number): string {
  const [left, top, wide, high] = [x, y, width, height].map((share) => `${Math.round(share * 100)}%`)
  return `第 ${place + 1} 处涂黑：左 ${left}，上 ${top}，宽 ${wide}，高 ${high}`
}

const percent = (share: number): string => `${share * 100}%`

const placeOf = ({ x, y, width, height }: BlackBox) => ({
  left: percent(x),
  top: percent(y),
  width: width > 0 ? percent(width) : undefined,
  height: height > 0 ? percent(height) : undefined,
})

const smallest = 0.005

/** Null where both corners are nearly the same place. */
function boxOf(one: Point, other: Point): BlackBox | null {
  const [x, y] = [Math.min(one.x, other.x), Math.min(one.y, other.y)]
  const [width, height] = [Math.abs(one.x - other.x), Math.abs(one.y - other.y)]
  return width < smallest || height < smallest ? null : { x, y, width, height }
}

/** Where the tap is, in shares of the picture's sides. */
function pointIn(id: string, tap: Tap): Promise<Point | null> {
  const touch = tap.changedTouches?.[0]
  const left = tap.clientX ?? touch?.clientX ?? tap.detail?.x
  const top = tap.clientY ?? touch?.clientY ?? tap.detail?.y
  return new Promise((done) => {
    Taro.createSelectorQuery()
      .select(`#${id}`)
      .boundingClientRect((found) => {
        const rect = Array.isArray(found) ? found[0] : found
        if (!rect || left === undefined || top === undefined) return done(null)
        done({ x: share((left - rect.left) / rect.width), y: share((top - rect.top) / rect.height) })
      })
      .exec()
  })
}

const share = (value: number): number => Math.min(1, Math.max(0, value))
