// The style of the page, light and dark, on a screen and on paper.
const COLOURS = `
:root{color-scheme:light dark;--paper:#fbfbfa;--card:#fff;--ink:#1c2128;--soft:#5b6470;--line:#e1e4e8;--faint:#f1f3f5;--link:#0b57b7;
--succeeded:#1a7f45;--cached:#0f7281;--running:#1b62c4;--skipped:#68717c;--not-run:#7a828c;--cancelled:#94600b;--failed:#c42b2b;--heat:27 98 196}
@media (prefers-color-scheme:dark){:root{--paper:#14171b;--card:#1b1f24;--ink:#e4e7eb;--soft:#9aa4b0;--line:#30363d;--faint:#232930;--link:#7fb4ff;
--succeeded:#4fc07c;--cached:#45b8c8;--running:#72a8f5;--skipped:#97a1ad;--not-run:#87909b;--cancelled:#dba04a;--failed:#ff7b72;--heat:114 168 245}}
.succeeded{--state:var(--succeeded)}.cached{--state:var(--cached)}.running{--state:var(--running)}.skipped{--state:var(--skipped)}
.not-run{--state:var(--not-run)}.cancelled{--state:var(--cancelled)}.failed{--state:var(--failed)}
`;

const TEXT = `
*{box-sizing:border-box}
html{scroll-padding-top:1rem}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;overflow-wrap:anywhere}
main,footer{max-width:76rem;margin:0 auto;padding:0 1.5rem}
main{padding-top:2.2rem}footer{padding-top:1rem;padding-bottom:3rem;font-size:.85rem}
h1{font-size:1.9rem;line-height:1.2;letter-spacing:-.015em;margin:.1rem 0 .8rem}
h2{font-size:1.15rem;margin:0 0 .8rem}
h3{font-size:1rem;font-weight:600;margin:1.4rem 0 .6rem}
h4{font-size:.85rem;font-weight:600;margin:1.1rem 0 .4rem;color:var(--soft)}
p{margin:.4rem 0}a{color:var(--link);text-underline-offset:.15em}
code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;font-size:.87em}
pre{margin:.4rem 0;padding:.7rem .9rem;background:var(--faint);border-radius:8px;max-height:26rem;overflow:auto;white-space:pre-wrap}
ul{list-style:none;margin:0;padding:0}
:focus-visible{outline:2px solid var(--link);outline-offset:2px;border-radius:4px}
summary{cursor:pointer}summary:hover{background:var(--faint)}
.quiet,.nothing{color:var(--soft)}.quiet{font-size:.9em;font-weight:400}.nothing{font-style:italic}
.over{color:var(--soft);margin:0}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.signs{position:absolute}[hidden]{display:none!important}
section{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:1.2rem 1.4rem;margin:0 0 1.2rem;min-width:0}
header{margin-bottom:1.6rem}
.facts{display:flex;flex-wrap:wrap;gap:.5rem 2rem;margin:.5rem 0}
.facts div{min-width:0}.facts dt{font-size:.8rem;color:var(--soft)}.facts dd{margin:0}
.outcome{display:flex;flex-wrap:wrap;align-items:baseline;gap:.4rem 1rem;font-size:1.05rem}
.outcome>span:last-child{flex:1 1 24rem;color:var(--soft);font-size:.95rem}
.parts{display:block;margin-top:.35rem;border-radius:3px;background:var(--faint)}.parts rect,.bar rect{fill:var(--state)}
.part{display:inline-flex;align-items:baseline;gap:.3rem;margin:0 .7rem 0 .2rem;white-space:nowrap}
.badge{display:inline-flex;align-items:baseline;gap:.4rem;color:var(--state);font-weight:600;white-space:nowrap}.badge>.sign,.part>.sign{align-self:center}
.sign{flex:none;vertical-align:-3px}.sign .disc,.disc{fill:var(--state);opacity:.14}
.sign{fill:none;stroke:var(--state);stroke-width:1.7;stroke-linecap:round;stroke-linejoin:round;color:var(--state)}
.disc{stroke:none}
.ends{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(24rem,100%),1fr));gap:1.2rem;margin-bottom:1.2rem}.ends section{margin:0}
nav{display:flex;flex-wrap:wrap;gap:.3rem 1.3rem;margin:0 0 1.2rem;font-size:.95rem}
.notice{background:var(--faint);border-radius:8px;padding:.6rem .9rem}
`;

const TABLES = `
.wide{overflow-x:auto;max-width:100%}
table{border-collapse:collapse;font-variant-numeric:tabular-nums}
th,td{padding:.32rem .7rem;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
tr:last-child>*{border-bottom:0}
th{font-weight:500}thead th{font-weight:600;color:var(--soft);font-size:.85rem;vertical-align:bottom}
.values{width:100%}.values th{width:14rem;min-width:7rem;color:var(--soft)}
.numbers td{text-align:right}.numbers th[scope=col]:not(:first-child){text-align:right}
.matrix td,.matrix th{text-align:right;border:1px solid var(--line);min-width:3.2rem}.matrix th[scope=col]{max-width:9rem}.matrix th[scope=row]{max-width:16rem}
.matrix td:not(.corner){text-align:center}.corner{color:var(--soft);font-size:.8rem}.corner span{display:block}
${Array.from({ length: 11 }, (_, index) => `.heat-${index}{background:rgb(var(--heat)/${index * 5}%)}`).join("")}
.matrix td{print-color-adjust:exact}
.lineage td,.lineage th{min-width:10rem}.lineage a{display:inline-block;margin-right:.6rem}
.compared th[scope=row]{color:var(--soft);max-width:24rem}.compared td{min-width:8rem;max-width:26rem}
.differs{background:rgb(var(--heat)/10%)}
.charts{display:flex;flex-wrap:wrap;gap:1rem 2.5rem;align-items:flex-start}
figure{margin:0;max-width:100%}figcaption{font-weight:600;font-size:.9rem;margin-bottom:.5rem}
.chart svg{max-width:100%}.chart text,.scale text{font-size:11px;fill:var(--soft)}
.grid{stroke:var(--line);fill:none}.chance{stroke:var(--soft);stroke-dasharray:3 4;fill:none;opacity:.6}
.curve{fill:none;stroke-width:2.2;stroke-linejoin:round}
.line-0{stroke:var(--running)}.line-1{stroke:var(--failed);stroke-dasharray:7 3}.line-2{stroke:var(--succeeded);stroke-dasharray:2 3}
.line-3{stroke:var(--cancelled);stroke-dasharray:9 3 2 3}.line-4{stroke:var(--cached);stroke-dasharray:4 2}.line-5{stroke:var(--skipped)}
.legend{font-size:.88rem;margin:.3rem 0}
`;

const GRAPH = `
.drawing{overflow:auto;max-height:46rem;margin:.4rem 0 .9rem;padding:.2rem}
.drawing svg{display:block;margin:0 auto}
.edge{fill:none;stroke:var(--soft);stroke-width:1.3;opacity:.75;marker-end:url(#arrow)}.loose{stroke-dasharray:5 4}
#arrow path{fill:var(--soft)}
.box .front,.box .behind{fill:var(--card);stroke:var(--state);stroke-width:1.4}.box .behind{opacity:.55}
.box:hover .front{fill:var(--faint)}.box:focus-visible{outline:none}.box:focus-visible .front{stroke-width:3}
.box.not-run .front,.box.skipped .front{stroke-dasharray:4 3}.box.failed .front{stroke-width:2.2}
.box text{fill:var(--ink)}.box .name{font-size:13px;font-weight:600}.box .below{font-size:11.5px;fill:var(--soft)}
.box .mark{font-size:11px;text-anchor:end;font-style:italic;fill:var(--soft)}
.box,.box:hover{text-decoration:none}
.group{border:1px solid var(--line);border-radius:10px;margin:.6rem 0}
.group>summary{padding:.5rem .9rem;border-radius:10px}.group>.inside{padding:.2rem .9rem .6rem}
.tally{float:right}.condition{margin:.2rem 0 .6rem}
.iterations{border:0;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:.35rem;min-width:0}
.iterations>legend{font-size:.85rem;color:var(--soft);padding:0;margin-bottom:.35rem}
.iterations>label{order:0;position:relative;display:inline-flex;align-items:center;gap:.25rem;padding:.1rem .5rem .1rem .3rem;border:1px solid var(--line);border-radius:6px;cursor:pointer;font-variant-numeric:tabular-nums}
.iterations input{position:absolute;opacity:0;inset:0;margin:0;cursor:pointer}
.iterations>label:has(:checked){background:var(--faint);border-color:var(--state);box-shadow:0 0 0 1px var(--state);font-weight:600}.iterations>label:has(:focus-visible){outline:2px solid var(--link);outline-offset:2px}
.iteration{order:1;display:none;flex:0 0 100%;min-width:0}.iterations>label:has(:checked)+.iteration{display:block}
`;

const TASKS = `
.tools{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center;margin-bottom:.7rem;font-size:.9rem}
.tools input,.tools select,.tools button{font:inherit;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:6px;padding:.2rem .55rem}
.row{display:grid;grid-template-columns:minmax(0,1fr) 7rem 5.5rem 2.5rem min(30rem,32vw);gap:.8rem;align-items:center;padding:.34rem .4rem;border-radius:6px}
.row::before{content:none}.row::-webkit-details-marker{display:none}
.heads{color:var(--soft);font-size:.82rem;font-weight:600;border-bottom:1px solid var(--line);border-radius:0}
.row>span{min-width:0;font-variant-numeric:tabular-nums}.scale svg{display:block}
.bar{background:linear-gradient(var(--line),var(--line)) 0 50%/100% 1px no-repeat}.bar rect{min-width:2px;stroke:var(--state);stroke-width:1}
.label::before{content:"";display:inline-block;width:.42rem;height:.42rem;margin:0 .6rem .12rem .15rem;border:solid var(--soft);border-width:0 1.6px 1.6px 0;rotate:-45deg}
details[open]>.row>.label::before{rotate:45deg}.label{padding-left:1.2rem;text-indent:-1.2rem}.label>*{text-indent:0}
.heads>span:first-child{padding-left:1.2rem}
.tasks>div{margin-left:.75rem;padding-left:.5rem;border-left:1px solid var(--line)}
details[open]>.row{background:var(--faint)}.tasks[open]>.row{background:none}
.panel{padding:.6rem 1rem 1.1rem 1.5rem;border-bottom:1px solid var(--line);margin-bottom:.3rem}
.artifacts>li{border-left:3px solid var(--line);padding:.1rem 0 .1rem .9rem;margin:.6rem 0}.uri{margin:.1rem 0}
.error{border-left:3px solid var(--failed);padding:.1rem 0 .1rem .9rem;margin:.5rem 0}.hint{font-style:italic}.warning{border-left:3px solid var(--cancelled);padding-left:.9rem}
.failures{border-color:var(--failed)}.failures li+li{margin-top:1rem}
.document{display:block;width:100%;height:26rem;border:1px solid var(--line);border-radius:8px;background:#fff;color-scheme:light;resize:vertical}
.value>summary{display:block}.value>summary::before{content:"+ ";color:var(--soft)}.value[open]>summary::before{content:"− "}
@media screen and (max-width:48rem){main,footer{padding-left:.8rem;padding-right:.8rem}section{padding:1rem .9rem}.row{grid-template-columns:auto 1fr;gap:0 1rem}.row>.label{grid-column:1/-1}.row>span:nth-child(2){padding-left:1.2rem}.row>span:nth-child(n+4){display:none}.tasks>div{margin-left:.3rem;padding-left:.3rem}.panel{padding-left:.5rem;padding-right:.2rem}.heads{display:none}.tally{float:none}}
@media print{body{background:none;font-size:11pt}main,footer{max-width:none;padding:0}section{border:0;border-top:1px solid var(--line);border-radius:0;padding:.8rem 0}.tools{display:none!important}pre,.drawing{max-height:none;overflow:visible}.drawing svg{max-width:100%;height:auto}li,figure,.group{break-inside:avoid}a{color:inherit;text-decoration:none}}
@media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
`;

export const STYLE = COLOURS + TEXT + TABLES + GRAPH + TASKS;
