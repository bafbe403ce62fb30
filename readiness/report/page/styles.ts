/** Everything that the page looks like. Colours are pairs of text and ground, in light and dark, that differ enough to read. */
export const styles = `
:root{color-scheme:light dark;--ground:#fff;--panel:#f6f7f9;--text:#1b1f24;--muted:#545d68;--line:#d5dae1;--link:#0b57a4;
--failed:#a5190f;--failed-ground:#fdeeec;--unknown:#7a4d00;--unknown-ground:#fdf4de;--manual:#3b3fb6;--manual-ground:#eef0fe;
--waived:#6a35b1;--waived-ground:#f4effc;--calm:#4a5462;--calm-ground:#eef0f3;--superseded:#085e8f;--superseded-ground:#e9f5fc;
--met:#0a5b38;--met-ground:#e7f6ee}
@media (prefers-color-scheme:dark){:root{--ground:#11151a;--panel:#1a2027;--text:#e7eaee;--muted:#a3adb9;--line:#343d48;--link:#7ab8f5;
--failed:#ffaca3;--failed-ground:#3d1613;--unknown:#f2c766;--unknown-ground:#362808;--manual:#b3b9ff;--manual-ground:#22254d;
--waived:#d3b5ff;--waived-ground:#311f4d;--calm:#bac3ce;--calm-ground:#29313a;--superseded:#8bcbf3;--superseded-ground:#0c2c40;
--met:#86dcb0;--met-ground:#0e3322}}
*{box-sizing:border-box}
html{scroll-padding-top:1rem}
body{margin:0;background:var(--ground);color:var(--text);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
.inside,main,nav.contents,footer{max-width:76rem;margin:0 auto;padding:0 1.25rem}
a{color:var(--link);text-underline-offset:.15em}
a:focus-visible,summary:focus-visible,input:focus-visible,[tabindex]:focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:2px}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:1rem;background:var(--ground);padding:.5rem 1rem;z-index:2}
.banner{margin:0;max-width:none;background:var(--unknown-ground);color:var(--unknown);padding:.55rem 1.25rem;font-size:.9rem;text-align:center}
.kicker{margin:1.5rem 0 .25rem;color:var(--muted);font-size:.85rem}
h1{font-size:1.75rem;line-height:1.25;margin:.25rem 0 1rem;max-width:54rem;font-weight:650;letter-spacing:-.01em}
h2{font-size:1.3rem;margin:2.75rem 0 .75rem;padding-top:1.25rem;border-top:1px solid var(--line);line-height:1.3}
#blockers h2{border:0;margin-top:1rem;padding-top:.5rem}
h3{font-size:1.05rem;margin:2rem 0 .5rem}h4{font-size:.95rem;margin:1.5rem 0 .4rem;color:var(--muted);font-weight:600}
p{margin:.5rem 0;max-width:46rem}.muted{color:var(--muted)}
code{font:.88em ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;overflow-wrap:anywhere}
.command{display:block;background:var(--panel);border:1px solid var(--line);border-radius:4px;padding:.35rem .6rem;margin:.35rem 0 0;width:fit-content;max-width:100%}
.bar{display:block;width:100%;height:.75rem;border-radius:3px;margin:0 0 .75rem}
.counts{display:flex;flex-wrap:wrap;gap:.4rem .5rem;list-style:none;padding:0;margin:0 0 1rem}
.state{display:inline-flex;align-items:center;gap:.35em;white-space:nowrap;border-radius:4px;padding:.05rem .45rem;font-size:.85rem;font-weight:600;color:var(--c);background:var(--g)}
.state svg{width:.85em;height:.85em;flex:none;fill:none;stroke:currentColor;stroke-width:2.4;stroke-linecap:round;stroke-linejoin:round}
.s-failed{--c:var(--failed);--g:var(--failed-ground)}.s-unknown{--c:var(--unknown);--g:var(--unknown-ground)}
.s-manual{--c:var(--manual);--g:var(--manual-ground)}.s-waived{--c:var(--waived);--g:var(--waived-ground)}
.s-deliberately-not-met,.s-not-required{--c:var(--calm);--g:var(--calm-ground)}
.s-superseded{--c:var(--superseded);--g:var(--superseded-ground)}.s-met{--c:var(--met);--g:var(--met-ground)}
.bar rect{fill:var(--c)}
nav.contents ul{display:flex;flex-wrap:wrap;gap:.25rem 1.1rem;list-style:none;padding:.6rem 0;margin:0;border-block:1px solid var(--line);font-size:.92rem}
.scroll{overflow-x:auto;max-width:100%}
table{border-collapse:collapse;width:100%;font-size:.9rem}
th,td{text-align:left;vertical-align:top;padding:.5rem .75rem .5rem 0;border-bottom:1px solid var(--line)}
thead th{color:var(--muted);font-weight:600;font-size:.8rem}
tbody th{font-weight:600}
td.number,th.number{text-align:right}
.id{white-space:nowrap;font-weight:600;font-variant-numeric:tabular-nums}
.rows{table-layout:fixed}.rows th:first-child{width:8rem}.rows th:nth-child(2){width:36%}.rows th:nth-child(3){width:12.5rem}.rows td{overflow-wrap:anywhere}
.kind{display:block;color:var(--muted);font-size:.8rem}
details{margin:.25rem 0 0}summary{cursor:pointer;color:var(--link);width:fit-content}
details ul{margin:.3rem 0 0;padding-left:1.1rem}details li{margin:.2rem 0}
.blockers{list-style:none;padding:0;margin:0}
.blockers>li{border-left:4px solid var(--c);padding:.35rem 0 .35rem 1rem;margin:0 0 1.1rem}
.blockers p{margin:.2rem 0}.blockers .what{font-weight:600}
.filter{border:1px solid var(--line);border-radius:6px;padding:.5rem .9rem .7rem;margin:1rem 0;display:flex;flex-wrap:wrap;gap:.3rem 1.1rem}
.filter legend{padding:0 .3rem;color:var(--muted);font-size:.85rem}.filter label{display:inline-flex;align-items:center;gap:.35rem}
.picture{min-width:60rem;width:100%;height:auto;font:11px system-ui,sans-serif}
.picture .band{fill:var(--panel);stroke:var(--line)}.picture .part{fill:var(--ground);stroke:var(--muted)}
.picture text{fill:var(--text)}.picture .small{fill:var(--muted);font-size:9.5px}.picture .head{font-weight:650;font-size:12px}
.picture path{fill:none;stroke:var(--muted);stroke-width:1.1}.picture marker path{fill:var(--muted);stroke:none}
footer{color:var(--muted);font-size:.85rem;padding-block:2rem 3rem}
@media (max-width:64rem){.rows th:first-child{width:6.6rem}.rows th:nth-child(2){width:30%}.rows th:nth-child(3){width:8.5rem}.rows .state{white-space:normal}}
@media (max-width:46rem){body{font-size:14.5px}h1{font-size:1.35rem}.inside,main,nav.contents,footer{padding:0 1rem}.kicker{margin-top:1rem}
.rows thead{position:absolute;left:-99rem}.rows,.rows tbody,.rows tr,.rows td,.rows th{display:block;width:auto!important}
.rows tr{border-bottom:1px solid var(--line);padding:.6rem 0}.rows td,.rows th{border:0;padding:.1rem 0}}
@media print{:root{color-scheme:light;font-size:12px}body{font-size:13px}.banner{print-color-adjust:exact}.filter,nav.contents,.skip{display:none}
details::details-content{content-visibility:visible;block-size:auto;height:auto}summary{list-style:none;color:inherit}
tr,.blockers>li{break-inside:avoid}h2,h3,h4{break-after:avoid}.state,.bar{print-color-adjust:exact}.scroll{overflow:visible}.picture{min-width:0}
a{color:inherit}}
`;
