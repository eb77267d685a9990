// The style of the page: light and dark, on a screen and on paper. Nothing in it is a user's.
import { createHash } from "node:crypto";

const COLOURS = `
:root{color-scheme:light dark;--paper:#f5f6f8;--card:#fff;--ink:#17202b;--soft:#566273;--line:#dfe3e8;--faint:#f0f2f5;--link:#0b57b7;
--good:#157a3c;--good-back:#e5f4ea;--warn:#92520a;--warn-back:#fdf1dd;--plain:#3d4f66;--plain-back:#e9eef5;--gpu:#6a3ab2;--gpu-back:#f0eafb;--secret:#a52f5c;--secret-back:#fbe9f0;
--loop:#0f6f83;--loop-back:#eef8fa;--condition:#94600b;--condition-back:#fdf8ee;--keyword:#a626a4;--string:#2f7d32;--number:#b15c00;--name:#1b5fc1}
@media (prefers-color-scheme:dark){:root{--paper:#101418;--card:#181d23;--ink:#e6eaef;--soft:#9aa7b5;--line:#2c343d;--faint:#20272f;--link:#7fb4ff;
--good:#5ecb88;--good-back:#16301f;--warn:#e8ac5a;--warn-back:#34260f;--plain:#a9bbd1;--plain-back:#222c38;--gpu:#c1a3f5;--gpu-back:#2b2140;--secret:#f093b6;--secret-back:#3a1b28;
--loop:#5cc4d6;--loop-back:#132429;--condition:#dba04a;--condition-back:#262015;--keyword:#d78bdf;--string:#8ccf8f;--number:#e8ac5a;--name:#7fb4ff}}
.good{--tone:var(--good);--back:var(--good-back)}.warn{--tone:var(--warn);--back:var(--warn-back)}.plain{--tone:var(--plain);--back:var(--plain-back)}
.gpu{--tone:var(--gpu);--back:var(--gpu-back)}.secret{--tone:var(--secret);--back:var(--secret-back)}
`;

const TEXT = `
*{box-sizing:border-box}
html{scroll-padding-top:3.4rem}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;overflow-wrap:anywhere}
main,footer,.top,nav>div{max-width:82rem;margin:0 auto;padding:0 1.25rem}
h1{font-size:1.5rem;line-height:1.2;letter-spacing:-.015em;margin:0}
h2{font-size:1.15rem;letter-spacing:-.01em;margin:0 0 .7rem}
h3{font-size:.95rem;margin:1.2rem 0 .4rem}
p{margin:.3rem 0}a{color:var(--link);text-underline-offset:.15em}
code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;font-size:.86em}
ul,ol{list-style:none;margin:0;padding:0}
:focus-visible{outline:2px solid var(--link);outline-offset:2px;border-radius:4px}
.quiet{color:var(--soft);font-size:.92em}.weak{color:var(--soft);font-style:italic}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.top{display:flex;flex-wrap:wrap;align-items:baseline;gap:.1rem 1rem;padding-top:.8rem;padding-bottom:.6rem}
.top .place{color:var(--soft);font-size:.9rem}.top .about{flex:1 0 100%;margin:0;color:var(--soft);font-size:.95rem;display:-webkit-box;-webkit-line-clamp:1;-webkit-box-orient:vertical;overflow:hidden}
nav{position:sticky;top:0;z-index:1;background:var(--paper);border-bottom:1px solid var(--line);font-size:.92rem}
nav ul{display:flex;flex-wrap:wrap;gap:.1rem 1.2rem;padding:.4rem 0}nav a{text-decoration:none}nav a:hover{text-decoration:underline}
main>section{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:1.1rem 1.25rem;margin:0 0 1rem;min-width:0}
footer{padding-bottom:3rem;font-size:.85rem;color:var(--soft)}
.mark{display:inline-block;color:var(--tone);background:var(--back);border-radius:4px;padding:0 .4em;font-size:.8rem;line-height:1.5;white-space:nowrap}
`;

const ANSWERS = `
.answers{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:.6rem;padding:.7rem 0 1rem}
.answer{display:grid;grid-template-columns:2.1rem minmax(0,1fr);gap:0 .75rem;background:var(--card);border:1px solid var(--line);border-radius:10px;padding:.5rem .8rem .5rem .7rem;min-height:7.2rem;align-content:start}
.answer svg{width:2.1rem;height:2.1rem;padding:.4rem;border-radius:8px;background:var(--back);stroke:var(--tone);fill:none;stroke-width:1.5;stroke-linecap:round;stroke-linejoin:round;grid-row:1/3}
.answer h2{font-size:.78rem;font-weight:600;letter-spacing:.01em;color:var(--soft);margin:0;line-height:1.35}
.answer .headline{font-size:1.02rem;font-weight:650;line-height:1.3;margin:0;display:-webkit-box;-webkit-line-clamp:2;-webkit-box-orient:vertical;overflow:hidden}
.answer.warn .headline{color:var(--warn)}
.answer ul{grid-column:2;font-size:.82rem;line-height:1.42;color:var(--soft);margin-top:.15rem;min-width:0}
.answer li{display:flex;gap:.5rem;min-width:0;align-items:baseline}
.answer li>:first-child{overflow:hidden;text-overflow:ellipsis;white-space:nowrap;min-width:4ch;flex:0 1 auto}
.answer li .tag{flex:0 20 auto;min-width:5ch;overflow:hidden;text-overflow:ellipsis;white-space:nowrap;opacity:.85}
.answer li code{color:var(--ink)}
.answer .rest a{color:var(--link)}
`;

const GRAPH = `
.drawing{overflow:auto;margin:0 -.4rem;padding:.4rem;max-height:60rem}
.drawing svg{display:block;margin:0 auto;max-width:100%;height:auto;min-width:min(100%,20rem)}
.drawing.large svg{max-width:none}
.frame rect{stroke-width:1.2;stroke:var(--line);fill:var(--faint);fill-opacity:.55}
.frame.loop rect{stroke:var(--loop);fill:var(--loop-back)}.frame.condition rect{stroke:var(--condition);fill:var(--condition-back);stroke-dasharray:6 4}
.frame .name{font-size:13px;font-weight:650;fill:var(--ink)}.frame .rule{font-size:12px;fill:var(--soft)}
.frame.loop .rule{fill:var(--loop)}.frame.condition .rule{fill:var(--condition)}
.line{fill:none;stroke:var(--soft);stroke-width:1.4;opacity:.8;marker-end:url(#arrow)}.line.loose{stroke-dasharray:5 4}
#arrow path{fill:var(--soft)}
.box>rect{fill:var(--card);stroke:var(--plain);stroke-width:1.3}.box.other>rect{stroke:var(--line);fill:var(--faint)}.box.closed>rect{stroke-width:3;stroke:var(--line)}
.box:hover>rect{fill:var(--faint)}.box:focus-visible{outline:none}.box:focus-visible>rect{stroke:var(--link);stroke-width:3}
.box text{fill:var(--ink)}.box .name{font-size:13px;font-weight:650}.box .below{font-size:11.5px;fill:var(--soft)}
.box .chip rect{fill:var(--back);stroke:none}.box .chip text{fill:var(--tone);font-size:11px;text-anchor:middle}
.chip.exit,.chip.if,.chip.plain{--tone:var(--plain);--back:var(--plain-back)}
.legend{display:flex;flex-wrap:wrap;gap:.2rem 1.4rem;margin:0 0 .6rem}.legend li{display:inline-flex;align-items:center;gap:.45rem}
.legend i{width:1.5rem;height:.95rem;border:1.4px solid var(--line);border-radius:4px;background:var(--faint)}
.legend .loop{border-color:var(--loop);background:var(--loop-back)}.legend .condition{border:1.4px dashed var(--condition);background:var(--condition-back)}.legend .loose{height:0;border:0;border-top:1.6px dashed var(--soft);border-radius:0}
`;

const TASKS = `
.tasks>li{border-top:1px solid var(--line)}.tasks>li:first-child{border-top:0}
summary{cursor:pointer;padding:.42rem .2rem;border-radius:6px}summary:hover{background:var(--faint)}
.tasks summary{display:flex;flex-wrap:wrap;gap:.15rem .6rem;align-items:baseline}
.tasks .depth-1{padding-left:1.3rem}.tasks .depth-2{padding-left:2.6rem}.tasks .depth-3{padding-left:3.9rem}.tasks .depth-4{padding-left:5.2rem}
.tasks summary::-webkit-details-marker{display:none}
.tasks summary::before{content:"";width:.42rem;height:.42rem;margin:0 .15rem .1rem .3rem;border:solid var(--soft);border-width:0 1.6px 1.6px 0;rotate:-45deg;align-self:center;flex:none}
.tasks details[open]>summary::before{rotate:45deg}
.tasks .what{color:var(--soft);font-size:.88rem;min-width:0}
.panel{padding:.1rem .3rem 1rem 1.5rem}
.rows{display:grid;grid-template-columns:minmax(6rem,10rem) minmax(0,1fr);gap:.25rem 1rem;margin:.2rem 0 .6rem;font-size:.92rem}
.rows dt{color:var(--soft)}.rows dd{margin:0;min-width:0}.rows dd .note{color:var(--soft);font-size:.92em;margin-left:.4rem}
.code{background:var(--faint);border-radius:8px;padding:.7rem 0;margin:.4rem 0;font-size:.82rem;line-height:1.5}
.code ol{counter-reset:line}.code li{display:grid;grid-template-columns:3.2rem minmax(0,1fr);padding-right:.8rem}
.code li::before{counter-increment:line;content:counter(line);text-align:right;padding-right:1rem;color:var(--soft);opacity:.65;user-select:none}
.code code{white-space:pre-wrap;font-size:inherit;tab-size:4}
.k-keyword{color:var(--keyword)}.k-string{color:var(--string)}.k-number{color:var(--number)}.k-comment{color:var(--soft);font-style:italic}.k-definition{color:var(--name);font-weight:650}.k-function,.k-type,.k-decorator{color:var(--name)}.k-constant{color:var(--number)}
.wide{overflow-x:auto;max-width:100%}
table{border-collapse:collapse;width:100%;font-size:.92rem}
th,td{padding:.32rem .7rem .32rem 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
tr:last-child>*{border-bottom:0}thead th{color:var(--soft);font-size:.82rem;font-weight:600}th[scope=row]{font-weight:500}
.findings li{border-left:3px solid var(--warn);padding:.1rem 0 .1rem .8rem;margin:.5rem 0}
@media screen and (max-width:52rem){main,footer,.top,nav>div{padding-left:.8rem;padding-right:.8rem}.answers{grid-template-columns:minmax(0,1fr)}.answer{min-height:0}.rows{grid-template-columns:minmax(0,1fr);gap:0}.rows dd{margin-bottom:.45rem}.panel{padding-left:.4rem}main>section{padding:.9rem .8rem}.answer li{display:block}.answer li>:first-child,.answer li .tag{white-space:normal}.answer li .tag{margin-left:.5rem}nav{position:static}
table.stack thead{display:none}table.stack tr{display:block;padding:.4rem 0;border-bottom:1px solid var(--line)}table.stack td,table.stack th{display:block;border:0;padding:.05rem 0}}
@media print{@page{margin:14mm}body{background:none;font-size:10pt}main,footer,.top,nav>div{max-width:none;padding-left:0;padding-right:0}nav{display:none}main>section{border:0;border-top:1px solid var(--line);border-radius:0;padding:.7rem 0}.answer,.box,.tasks summary,tr{break-inside:avoid}.drawing{overflow:visible;max-height:none}.drawing svg,.drawing.large svg{max-width:100%;height:auto;max-height:240mm}details::details-content{content-visibility:visible;height:auto}.tasks summary::before{display:none}a{color:inherit;text-decoration:none}.mark,.answer svg,.frame rect{print-color-adjust:exact}.answer li>:first-child,.answer li .tag{white-space:normal}}
`;

export const STYLE = COLOURS + TEXT + ANSWERS + GRAPH + TASKS;

/** By which the page's policy knows it. */
export const STYLE_DIGEST = `sha256-${createHash("sha256").update(STYLE, "utf8").digest("base64")}`;
