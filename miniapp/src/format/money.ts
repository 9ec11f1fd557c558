import { moneyFigure } from '@hutang/shared/rules'

const fenInWan = 1_000_000

/** For figures that are looked at, not checked: "18.42 万", below ten thousand "6,480.00". */
export const wanFigure = (fen: number): string =>
  Math.abs(fen) >= fenInWan ? `${(fen / fenInWan).toFixed(2)} 万` : moneyFigure(fen)

/** The same with its unit: "18.42 万元", "6,480.00 元". */
export const wanText = (fen: number): string =>
  Math.abs(fen) >= fenInWan ? `${wanFigure(fen)}元` : `${wanFigure(fen)} 元`
